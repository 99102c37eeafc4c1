/*
title: Documents that define a spirit define it in the same words
title_zh: 各文献对同一精神的表述一致
needs: [definitions]
min_cases: 3
hint: read the wording again; a wording that really is another one is adjudicated
hint_zh: 请重读措辞；若确为另一种措辞，请裁决
*/
WITH wordings AS (
  SELECT concept, wording, row_number() OVER (PARTITION BY concept ORDER BY count(*) DESC, wording)
    AS rank
  FROM definitions GROUP BY concept, wording
)
SELECT
  d.concept AS key,
  min(w.wording) AS expected,
  list(d.wording ORDER BY d.definition_id) AS actual,
  list({'resource': 'definitions', 'key': d.definition_id, 'field': 'wording'}
    ORDER BY d.wording = w.wording, d.definition_id) AS related
FROM definitions d JOIN wordings w ON w.concept = d.concept AND w.rank = 1
GROUP BY d.concept
HAVING count(DISTINCT d.document_id) > 1
ORDER BY key
