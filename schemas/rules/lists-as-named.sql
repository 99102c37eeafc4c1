/*
title: A list is named for its place and its honour
title_zh: 名单以地点与荣誉命名
needs: [lists, places, honours]
min_cases: 2
hint: correct the name, the place or the honour
hint_zh: 请更正名称、地点或荣誉
*/
SELECT
  l.list_id AS key,
  p.name || '的' || h.name AS expected,
  l.name AS actual,
  [{'resource': 'lists', 'key': l.list_id, 'field': 'name'}] AS related
FROM lists l JOIN places p USING (place_id) JOIN honours h USING (honour_id)
ORDER BY key
