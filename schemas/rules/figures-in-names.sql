/*
title: Years and house numbers in a name are those of its identifier, in both languages
title_zh: 中英文名称中的年份、门牌号与标识相符
needs: [events, places]
min_cases: 11
hint: correct the name, or the English name; an identifier never changes
hint_zh: 请更正名称或英文名；编号不得改动
*/
WITH named AS (
  SELECT 'events' AS resource, event_id AS key, name || ' ' || coalesce(name_en, '') AS names
  FROM events
  UNION ALL SELECT 'places', place_id, name || ' ' || coalesce(name_en, '') FROM places
), figures AS (
  SELECT resource, key, regexp_extract_all(key, '[0-9]{3,}') AS own,
    list_distinct(regexp_extract_all(regexp_replace(names, 'since June 2020', ''), '[0-9]{3,}'))
      AS given
  FROM named
)
SELECT
  resource || '/' || key AS key,
  array_to_string(own, ', ') AS expected,
  list_sort(given) AS actual,
  [{'resource': resource, 'key': key, 'field': 'name_en'}] AS related
FROM figures
WHERE len(given) > 0
ORDER BY 1
