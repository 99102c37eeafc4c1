/*
title: What is said to have risen rose, and what is said to have fallen fell
title_zh: 称提高者数值确增，称下降者数值确减
needs: [claims]
min_cases: 5
hint: before and after may be exchanged, or one figure misread
hint_zh: 前后两数可能颠倒，或其中一数读错
*/
SELECT
  a.statement_id AS key,
  CASE WHEN regexp_matches(a.at, '提高|增加|上升|增长') THEN 'rose'
    WHEN regexp_matches(a.at, '缩短|下降|减少|降低') THEN 'fell' END AS expected,
  CASE WHEN a.value > b.value THEN 'rose' WHEN a.value < b.value THEN 'fell' ELSE 'stayed' END
    AS actual,
  [{'resource': 'claims', 'key': a.claim_id, 'field': 'value'},
   {'resource': 'claims', 'key': b.claim_id, 'field': 'value'}] AS related
FROM claims a JOIN claims b USING (statement_id)
WHERE a.role = 'after' AND b.role = 'before'
ORDER BY key
