/*
title: Those chosen over years are no fewer than those commended within them
title_zh: 历年推荐评选总数不少于其间一次表彰人数
needs: [claims, events]
min_cases: 2
hint: read the totals again; the periods may differ
hint_zh: 请重读两个总数；所指时段可能不同
*/
WITH commended AS (
  SELECT c.document_id, c.event_id, sum(c.value) AS total
  FROM claims c
  WHERE c.measure_id = 'honourees'
    AND c.honour_id IN ('beijing-model-worker', 'beijing-advanced-worker')
  GROUP BY c.document_id, c.event_id
)
SELECT
  a.claim_id || ' ' || b.document_id AS key,
  a.value AS expected,
  greatest(a.value, b.total) AS actual,
  [{'resource': 'claims', 'key': a.claim_id, 'field': 'value'}] AS related
FROM claims a
JOIN commended b ON TRUE
JOIN events e ON e.event_id = b.event_id
WHERE a.measure_id = 'beijing-workers-chosen'
  AND left(e.date, 4) BETWEEN a.period_from AND a.period_to
ORDER BY key
