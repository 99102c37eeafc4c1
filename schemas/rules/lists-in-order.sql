/*
title: Names of a roster are numbered in the order in which they are printed
title_zh: 名单各人次序与所印一致
needs: [list_entries, evidence]
min_cases: 35
hint: correct position
hint_zh: 请更正 position
*/
SELECT
  l.list_entry_id AS key,
  row_number() OVER (
    PARTITION BY l.list_id
    ORDER BY CAST(regexp_extract(e.spans, '[0-9]+') AS BIGINT), l.list_entry_id
  ) AS expected,
  l.position AS actual,
  [{'resource': 'list_entries', 'key': l.list_entry_id, 'field': 'position'},
    {'resource': 'lists', 'key': l.list_id, 'field': 'list_id'}] AS related
FROM list_entries l
JOIN evidence e ON e.resource = 'list_entries' AND e."key" = l.list_entry_id AND e.field = 'name'
ORDER BY 1
