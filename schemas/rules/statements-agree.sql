/*
title: What is stated more than once of one fact agrees
title_zh: 对同一事实的多次陈述一致
needs: [claims]
min_cases: 14
hint: read the passages again; if the documents really disagree, adjudicate the case
hint_zh: 请重读各引文段；若文献确有分歧，请裁决该例
*/
WITH facts AS (
  SELECT
    concat_ws(' ', measure_id, coalesce(person_id, organization_id, place_id, thing_id,
      subject_as_printed), honour_id, event_id, unit, as_of, period_from, period_to,
      CASE WHEN role IN ('before', 'after', 'part') THEN role END) AS key,
    claim_id, document_id, coalesce(value, low) AS stated
  FROM claims
), common AS (
  SELECT key, stated, row_number() OVER (PARTITION BY key ORDER BY count(*) DESC, stated) AS rank
  FROM facts GROUP BY key, stated
)
SELECT
  f.key,
  min(c.stated) AS expected,
  list(f.stated ORDER BY f.claim_id) AS actual,
  list({'resource': 'claims', 'key': f.claim_id, 'field': 'value'}
    ORDER BY f.stated = c.stated, f.claim_id) AS related
FROM facts f JOIN common c ON c.key = f.key AND c.rank = 1
GROUP BY f.key
HAVING count(*) > 1
ORDER BY f.key
