/*
title: Figures
title_zh: 数据一览
description: One row a fact, with the documents that state it; sum this table, never `claims`.
description_zh: 每一事实一行，附陈述它的文献；求和请用本表，勿用 claims。
needs: [claims, measures, adjudications, documents]
*/
WITH facts AS (
  SELECT
    concat_ws(' ', measure_id, coalesce(person_id, organization_id, place_id, thing_id,
      subject_as_printed), honour_id, event_id, unit, as_of, period_from, period_to,
      CASE WHEN role IN ('before', 'after') THEN role END) AS fact,
    *, coalesce(value, low) AS stated
  FROM claims
)
SELECT
  f.fact,
  m.name AS measure_zh,
  m.name_en AS measure,
  min(coalesce(f.person_id, f.organization_id, f.place_id, f.thing_id, f.subject_as_printed))
    AS subject,
  min(f.honour_id) AS honour_id,
  min(f.event_id) AS event_id,
  CASE WHEN count(DISTINCT f.stated) = 1 THEN min(f.stated) END AS value,
  min(f.comparator) AS comparator,
  f.unit,
  min(f.as_of) AS as_of,
  min(f.period_from) AS period_from,
  min(f.period_to) AS period_to,
  count(DISTINCT f.document_id) AS documents,
  count(DISTINCT d.work_id) FILTER (d.reuses IS NULL) AS witnesses,
  string_agg(DISTINCT f.document_id, ' ' ORDER BY f.document_id) AS stated_by,
  CASE
    WHEN count(DISTINCT f.stated) = 1 THEN 'agreed'
    WHEN max(a.adjudication_id) IS NOT NULL THEN 'adjudicated'
    ELSE 'conflicting'
  END AS state
FROM facts f
JOIN documents d USING (document_id)
JOIN measures m USING (measure_id)
LEFT JOIN adjudications a ON a.rule = 'statements-agree' AND a.key = f.fact
GROUP BY f.fact, m.name, m.name_en, f.unit
ORDER BY f.fact
