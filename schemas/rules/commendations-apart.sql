/*
title: Years said to lie between two commendations are those between their dates
title_zh: 所述两次表彰相隔年数与事件日期之差一致
needs: [claims, events]
min_cases: 4
hint: read the number and the dates of both events again
hint_zh: 请重读该年数及两次表彰的日期
*/
WITH pairs AS (
  SELECT * FROM (VALUES
    ('years-between-commendations', 'national-commendation-2015', 'national-commendation-2020'),
    ('years-since-first-commendation', 'first-national-commendation-1950',
      'national-commendation-2020'),
    ('years-since-last-commendation', 'beijing-commendation-2015', 'beijing-commendation-2020')
  ) AS t(measure_id, earlier, later)
)
SELECT
  c.claim_id AS key,
  CAST(CAST(left(b.date, 4) AS INTEGER) - CAST(left(a.date, 4) AS INTEGER) AS DECIMAL(38, 10))
    AS expected,
  c.value AS actual,
  CASE WHEN a.date IS NULL THEN 'no document dates the earlier event' END AS reason,
  [{'resource': 'claims', 'key': c.claim_id, 'field': 'value'}] AS related
FROM claims c
JOIN pairs p USING (measure_id)
JOIN events a ON a.event_id = p.earlier
JOIN events b ON b.event_id = p.later
ORDER BY key
