/*
title: Those of whom more is said are no more than those of whom it is said
title_zh: 进而所述者不多于其所从出者
needs: [claims]
min_cases: 7
hint: read both figures again; one may belong to something else
hint_zh: 请重读两数；其一可能另有所指
*/
WITH pairs AS (
  SELECT * FROM (VALUES
    ('care-home-admissions', 'care-home-bookings'),
    ('trainees-appointed-technicians', 'trainees'),
    ('trainees-named-experts', 'trainees'),
    ('apprentices-placed-first', 'apprentices'),
    ('technical-workers-openings-ratio', 'highly-skilled-workers-openings-ratio'),
    ('hours-to-trace-source', 'days-to-control-outbreak')
  ) AS t(smaller, larger)
), sized AS (
  SELECT *, CASE unit WHEN 'day' THEN 24 ELSE 1 END * value AS size FROM claims
)
SELECT
  a.claim_id || ' ' || b.claim_id AS key,
  b.size AS expected,
  greatest(a.size, b.size) AS actual,
  [{'resource': 'claims', 'key': a.claim_id, 'field': 'value'},
   {'resource': 'claims', 'key': b.claim_id, 'field': 'value'}] AS related
FROM pairs p
JOIN sized a ON a.measure_id = p.smaller
JOIN sized b ON b.measure_id = p.larger AND b.document_id = a.document_id
ORDER BY key
