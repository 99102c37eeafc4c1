/*
title: A speech or decision is of the day of its event
title_zh: 讲话、决定之日期与其事件相同
needs: [documents, events]
min_cases: 10
hint: the date of the document or of the event is wrong
hint_zh: 文献或活动的日期有误
*/
SELECT
  d.document_id AS key,
  e.date AS expected,
  d.issued_on AS actual,
  CASE WHEN e.date IS NULL THEN 'no document dates the event' END AS reason,
  [{'resource': 'documents', 'key': d.document_id, 'field': 'issued_on'},
    {'resource': 'events', 'key': e.event_id, 'field': 'date'}] AS related
FROM documents d JOIN events e USING (event_id)
WHERE d.kind IN ('speech', 'decision')
ORDER BY key
