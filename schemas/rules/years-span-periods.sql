/*
title: A number of years is the length of the period that is stated with it
title_zh: 年数与所述起止年份之差一致
needs: [claims]
min_cases: 3
hint: one of the three was misread, or the period is not the one that the number speaks of
hint_zh: 三者之一读错，或该时段并非年数所指
*/
SELECT
  claim_id AS key,
  CAST(CAST(left(period_to, 4) AS INTEGER) - CAST(left(period_from, 4) AS INTEGER) AS DECIMAL(38, 10))
    AS expected,
  CASE
    WHEN comparator = 'over' AND value <= CAST(left(period_to, 4) AS INTEGER) - CAST(left(period_from, 4) AS INTEGER)
      THEN CAST(left(period_to, 4) AS INTEGER) - CAST(left(period_from, 4) AS INTEGER)
    ELSE value
  END AS actual,
  [{'resource': 'claims', 'key': claim_id, 'field': 'value'}] AS related
FROM claims
WHERE unit = 'year' AND period_from IS NOT NULL AND period_to IS NOT NULL AND value IS NOT NULL
ORDER BY key
