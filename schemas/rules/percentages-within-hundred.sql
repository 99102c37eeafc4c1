/*
title: A share lies between nothing and all
title_zh: 百分比介于零与百分之百
needs: [claims]
min_cases: 7
hint: read the figure again; a share of a whole cannot exceed it
hint_zh: 请重读该数；所占份额不能超过整体
*/
SELECT
  claim_id AS key,
  value AS expected,
  least(greatest(value, 0), 100) AS actual,
  [{'resource': 'claims', 'key': claim_id, 'field': 'value'}] AS related
FROM claims WHERE unit = 'percent'
ORDER BY key
