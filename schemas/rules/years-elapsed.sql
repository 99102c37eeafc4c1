/*
title: Years of service that last until today are those from the stated beginning to the document
title_zh: 至今的从业年数与所述起始时间至文献日期之差一致
needs: [claims, documents]
min_cases: 2
hint: a beginning or a number was misread, or the text counts the years begun; adjudicate
hint_zh: 起始时间或年数读错，或该文按跨年计数；请裁决
*/
SELECT
  c.claim_id AS key,
  CAST(date_diff('month', strptime((c.period_from || '-01-01')[1:10], '%Y-%m-%d'),
    strptime((d.issued_on || CASE WHEN length(c.period_from) = 4 THEN '-01-01' ELSE '' END)[1:10],
      '%Y-%m-%d')) // 12 AS DECIMAL(38, 10)) AS expected,
  c.value AS actual,
  CASE WHEN d.issued_on IS NULL THEN 'the document has no date' END AS reason,
  [{'resource': 'claims', 'key': c.claim_id, 'field': 'value'}] AS related
FROM claims c JOIN documents d USING (document_id)
WHERE c.measure_id = 'years-of-service' AND c.period_from IS NOT NULL AND c.period_to IS NULL
ORDER BY key
