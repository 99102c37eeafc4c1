/*
title: As many people spoke as a document says
title_zh: 发言人数与文献所述一致
needs: [claims, participations]
min_cases: 2
hint: read who spoke again; a speaker may be missing from participations
hint_zh: 请重读发言者为谁；participations 中可能缺人
*/
SELECT
  c.claim_id AS key,
  c.value AS expected,
  nullif(CAST(count(DISTINCT p.person_id) AS DECIMAL(38, 10)), 0) AS actual,
  CASE WHEN count(p.person_id) = 0 THEN 'nobody who spoke is named' END AS reason,
  [{'resource': 'claims', 'key': c.claim_id, 'field': 'value'}] AS related
FROM claims c
LEFT JOIN participations p ON p.event_id = c.event_id AND p.document_id = c.document_id
  AND p.role = 'spoke'
WHERE c.measure_id IN ('speakers', 'representatives-met-press')
  AND c.event_id IS NOT NULL
GROUP BY c.claim_id, c.value
ORDER BY key
