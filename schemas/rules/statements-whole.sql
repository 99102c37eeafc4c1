/*
title: A part has its whole, and what was before has what came after
title_zh: 有部分必有整体，有此前必有此后
needs: [claims]
min_cases: 8
hint: tie the quantities together by one statement_id, or make the role `only`
hint_zh: 请用同一 statement_id 连接各数，或将角色改为 `only`
*/
WITH roles AS (
  SELECT statement_id, list(DISTINCT role ORDER BY role) AS roles
  FROM claims GROUP BY statement_id
)
SELECT
  statement_id AS key,
  CASE WHEN list_has_any(roles, ['before', 'after']) THEN ['after', 'before']
    ELSE ['part', 'whole'] END AS expected,
  roles AS actual,
  [{'resource': 'claims', 'key': (SELECT min(claim_id) FROM claims c
    WHERE c.statement_id = r.statement_id), 'field': 'role'}] AS related
FROM roles r
WHERE roles <> ['only']
ORDER BY key
