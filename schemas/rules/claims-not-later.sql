/*
title: No figure speaks of a time after its document
title_zh: 数据所述时间不晚于文献日期
needs: [claims, documents]
min_cases: 29
hint: the date of the document or of the figure is wrong, or it is a plan
hint_zh: 文献或数字的日期有误，或该数为计划数
*/
SELECT
  c.claim_id AS key,
  left(d.issued_on, 4) AS expected,
  greatest(left(d.issued_on, 4), left(coalesce(c.period_to, c.as_of, c.period_from), 4)) AS actual,
  [{'resource': 'claims', 'key': c.claim_id, 'field': 'period_to'}] AS related
FROM claims c JOIN documents d USING (document_id)
WHERE coalesce(c.period_to, c.as_of, c.period_from) IS NOT NULL AND d.issued_on IS NOT NULL
ORDER BY key
