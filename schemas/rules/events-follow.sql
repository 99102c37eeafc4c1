/*
title: Events follow one another as the documents tell
title_zh: 事件先后与文献所述一致
needs: [events]
min_cases: 8
hint: one of the dates was misread
hint_zh: 其中一个日期读错
*/
WITH told AS (
  SELECT * FROM (VALUES
    ('first-national-commendation-1950', 'national-commendation-2015'),
    ('national-commendation-2015', 'national-commendation-2020'),
    ('national-commendation-2015', 'intellectuals-workers-youth-symposium-2016'),
    ('qinghai-send-off-2020', 'national-commendation-2020'),
    ('national-commendation-2020', 'acftu-symposium-2020'),
    ('national-commendation-2020', 'qinghai-standing-committee-2020'),
    ('acftu-symposium-2020', 'qinghai-union-symposium-2020'),
    ('national-commendation-2020', 'beijing-commendation-2020'),
    ('national-commendation-2020', 'qinghai-recuperation-symposium-2020'),
    ('covid-commendation-2020', 'national-commendation-2020'),
    ('beijing-commendation-2015', 'beijing-commendation-2020')
  ) AS t(earlier, later)
)
SELECT
  t.earlier || ' ' || t.later AS key,
  b.date AS expected,
  CASE WHEN a.date < b.date THEN b.date ELSE a.date END AS actual,
  CASE WHEN a.date IS NULL OR b.date IS NULL THEN 'no document dates one of the two' END AS reason,
  [{'resource': 'events', 'key': t.earlier, 'field': 'date'},
   {'resource': 'events', 'key': t.later, 'field': 'date'}] AS related
FROM told t JOIN events a ON a.event_id = t.earlier JOIN events b ON b.event_id = t.later
ORDER BY key
