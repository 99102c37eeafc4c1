/*
title: Positions in a list run from 1 without a gap
title_zh: 名单位次自 1 起连续
needs: [lists, list_entries]
min_cases: 2
hint: a line of the roster is missing, or its position is wrong
hint_zh: 名单缺行，或其序号有误
*/
SELECT
  l.list_id AS key,
  range(1, count(e.list_entry_id) + 1) AS expected,
  list(CAST(e.position AS BIGINT) ORDER BY e.position) FILTER (e.position IS NOT NULL) AS actual,
  [{'resource': 'lists', 'key': l.list_id, 'field': 'list_id'}] AS related
FROM lists l LEFT JOIN list_entries e USING (list_id)
GROUP BY l.list_id
ORDER BY key
