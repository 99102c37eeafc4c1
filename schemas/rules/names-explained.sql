/*
title: A name printed otherwise than its person's is explained by a reading
title_zh: 与本名不同的印刷姓名均有异读说明
needs: [people, mentions, list_entries, readings]
min_cases: 242
hint: look first whether the person's name in raw/people.csv is the right one, and whether that is
  the person meant; then whether this name was mistyped; only if the person's name is right and the
  source prints it otherwise here, add a row to readings
hint_zh: 请先核对 raw/people.csv 中的姓名是否有误，所指是否为此人；再核对此处姓名是否录入有误；仅当本名无误而来源
  此处另有印法时，才在 readings 中加一行
*/
WITH printed AS (
  SELECT 'mentions' AS resource, mention_id AS key, person_id, name FROM mentions
  UNION ALL
  SELECT 'list_entries', list_entry_id, person_id, name FROM list_entries
), known AS ( -- of the others names-printed tells, at the person
  SELECT DISTINCT person_id FROM printed JOIN people q USING (person_id) WHERE printed.name = q.name
)
SELECT
  p.resource || ' ' || p.key AS key,
  CASE WHEN r.reading_id IS NULL AND k.person_id IS NOT NULL THEN q.name
    ELSE p.name END AS expected,
  CASE WHEN r.reading_id IS NOT NULL AND p.name = q.name THEN 'a reading that explains nothing'
    ELSE p.name END AS actual,
  [{'resource': p.resource, 'key': p.key, 'field': 'name'},
    {'resource': 'people', 'key': person_id, 'field': 'name'}] AS related
FROM printed p
JOIN people q USING (person_id)
LEFT JOIN known k USING (person_id)
LEFT JOIN readings r ON r.resource = p.resource AND r.key = p.key AND r.field = 'name'
ORDER BY key
