/*
title: Within a statement no part exceeds its whole
title_zh: 同一陈述中部分不超过整体
needs: [claims]
min_cases: 3
hint: read both figures again; perhaps part and whole are exchanged
hint_zh: 请重读两数；部分与整体可能颠倒
*/
WITH wholes AS (
  SELECT statement_id, max(coalesce(value, high)) AS whole
  FROM claims WHERE role = 'whole' GROUP BY statement_id
)
SELECT
  c.claim_id AS key,
  w.whole AS expected,
  greatest(w.whole, coalesce(c.value, c.low)) AS actual,
  [{'resource': 'claims', 'key': c.claim_id, 'field': 'value'}] AS related
FROM claims c JOIN wholes w USING (statement_id)
WHERE c.role = 'part'
ORDER BY key
