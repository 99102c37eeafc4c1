/*
title: A name printed otherwise than its person's is explained by a reading
title_zh: 与本名不同的印刷姓名均有异读说明
needs: [people, mentions, list_entries, readings]
min_cases: 242
hint: correct the name if it was mistyped; if the source prints it so, add a row to readings
hint_zh: 若系录入有误，请更正姓名；若来源如此印刷，请在 readings 中加一行
*/
WITH printed AS (
  SELECT 'mentions' AS resource, mention_id AS key, person_id, name FROM mentions
  UNION ALL
  SELECT 'list_entries', list_entry_id, person_id, name FROM list_entries
)
SELECT
  p.resource || ' ' || p.key AS key,
  CASE WHEN r.reading_id IS NULL THEN q.name ELSE p.name END AS expected,
  CASE WHEN r.reading_id IS NOT NULL AND p.name = q.name THEN 'a reading that explains nothing'
    ELSE p.name END AS actual,
  [{'resource': p.resource, 'key': p.key, 'field': 'name'},
    {'resource': 'people', 'key': person_id, 'field': 'name'}] AS related
FROM printed p
JOIN people q USING (person_id)
LEFT JOIN readings r ON r.resource = p.resource AND r.key = p.key AND r.field = 'name'
ORDER BY key
