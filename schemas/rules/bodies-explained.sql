/*
title: A body or place printed otherwise than its record is explained by a reading
title_zh: 与记录名称不同的机构、地点印刷形式均有异读说明
needs: [posts, event_reports, organization_mentions, organizations, places, readings]
min_cases: 295
hint: look first whether the name of the body or place is the right one (raw/organizations.csv,
  raw/places.csv), and whether it is the one meant; then whether the words were mistyped; only if
  the source prints another form of that very name, add a row to readings
hint_zh: 请先核对该机构、地点的名称（raw/organizations.csv、raw/places.csv）是否有误，所指是否为该记录；再核对
  文字是否录入有误；仅当来源确以另一形式印刷该名称时，才在 readings 中加一行
*/
WITH printed AS (
  SELECT 'posts' AS resource, post_id AS key, 'organization_as_printed' AS field,
    organization_as_printed AS form, 'organizations' AS of, organization_id AS record FROM posts
  UNION ALL
  SELECT 'organization_mentions', organization_mention_id, 'name', name, 'organizations',
    organization_id
  FROM organization_mentions
  UNION ALL
  SELECT 'event_reports', event_report_id, 'organizer_as_printed', organizer_as_printed,
    'organizations', organizer_id FROM event_reports WHERE organizer_id IS NOT NULL
  UNION ALL
  SELECT 'event_reports', event_report_id, 'place_as_printed', place_as_printed, 'places',
    place_id
  FROM event_reports WHERE place_id IS NOT NULL
), records AS (
  SELECT 'organizations' AS of, organization_id AS record, name FROM organizations
  UNION ALL
  SELECT 'places', place_id, name FROM places
), alike AS ( -- printed once, one ideograph (three bytes) otherwise: the name itself is to blame
  SELECT record FROM printed p JOIN records q USING (of, record)
  WHERE p.form IS NOT NULL GROUP BY record
  HAVING count(*) = 1 AND min(levenshtein(p.form, q.name)) BETWEEN 1 AND 3
)
SELECT
  p.resource || ' ' || p.key || ' ' || p.field AS key,
  CASE WHEN r.reading_id IS NULL THEN q.name ELSE p.form END AS expected,
  CASE WHEN r.reading_id IS NOT NULL AND p.form = q.name THEN 'a reading that explains nothing'
    ELSE p.form END AS actual,
  CASE WHEN record IN (FROM alike) THEN [here, there] ELSE [there, here] END AS related
FROM printed p
JOIN records q USING (of, record)
CROSS JOIN LATERAL (SELECT
  {'resource': p.of, 'key': p.record, 'field': 'name'} AS here,
  {'resource': p.resource, 'key': p.key, 'field': p.field} AS there)
LEFT JOIN readings r ON r.resource = p.resource AND r.key = p.key AND r.field = p.field
WHERE p.form IS NOT NULL
ORDER BY key
