/*
title: No two records of a table have the same name
title_zh: 同表之内名称不重
needs: [events, honours, measures, organizations, places, things]
min_cases: 320
hint: keep one of the two records, or tell their names apart
hint_zh: 两条记录请留其一，或使其名称有别
*/
WITH named AS (
  SELECT 'events' AS resource, event_id AS key, name FROM events
  UNION ALL SELECT 'honours', honour_id, name FROM honours
  UNION ALL SELECT 'measures', measure_id, name FROM measures
  UNION ALL SELECT 'organizations', organization_id, name FROM organizations
  UNION ALL SELECT 'places', place_id, name FROM places
  UNION ALL SELECT 'things', thing_id, name FROM things
)
SELECT
  resource || '/' || name AS key,
  1 AS expected,
  count(*) AS actual,
  list({'resource': resource, 'key': key, 'field': 'name'} ORDER BY key) AS related
FROM named
GROUP BY resource, name
ORDER BY 1
