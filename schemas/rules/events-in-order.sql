/*
title: Documents are not older than the events that they report
title_zh: 文献不早于其所记之事
needs: [documents, event_reports]
min_cases: 23
hint: the date of the document or of the event is wrong, or the text announces what is to come
hint_zh: 文献或活动的日期有误，或该文系预告
*/
SELECT
  e.event_report_id AS key,
  left(d.issued_on, least(length(d.issued_on), length(e.date))) AS expected,
  greatest(
    left(d.issued_on, least(length(d.issued_on), length(e.date))),
    left(e.date, least(length(d.issued_on), length(e.date)))
  ) AS actual,
  [{'resource': 'event_reports', 'key': e.event_report_id, 'field': 'date'}] AS related
FROM event_reports e JOIN documents d USING (document_id)
WHERE e.date IS NOT NULL AND d.issued_on IS NOT NULL
ORDER BY key
