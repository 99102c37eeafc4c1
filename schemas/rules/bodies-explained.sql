/*
title: A body or place printed otherwise than its record is explained by a reading
title_zh: 与记录名称不同的机构、地点印刷形式均有异读说明
needs: [posts, event_reports, organization_mentions, organizations, places, readings]
min_cases: 282
hint: correct the words if they were mistyped; if the source prints them so, add a row to readings
hint_zh: 若系录入有误，请更正文字；若来源如此印刷，请在 readings 中加一行
*/
WITH printed AS (
  SELECT 'posts' AS resource, post_id AS key, 'organization_as_printed' AS field,
    organization_as_printed AS form, organization_id AS record FROM posts
  UNION ALL
  SELECT 'organization_mentions', organization_mention_id, 'name', name, organization_id
  FROM organization_mentions
  UNION ALL
  SELECT 'event_reports', event_report_id, 'organizer_as_printed', organizer_as_printed,
    organizer_id FROM event_reports WHERE organizer_id IS NOT NULL
  UNION ALL
  SELECT 'event_reports', event_report_id, 'place_as_printed', place_as_printed, place_id
  FROM event_reports WHERE place_id IS NOT NULL
), records AS (
  SELECT organization_id AS record, name FROM organizations
  UNION ALL
  SELECT place_id, name FROM places
)
SELECT
  p.resource || ' ' || p.key || ' ' || p.field AS key,
  CASE WHEN r.reading_id IS NULL THEN q.name ELSE p.form END AS expected,
  CASE WHEN r.reading_id IS NOT NULL AND p.form = q.name THEN 'a reading that explains nothing'
    ELSE p.form END AS actual,
  [{'resource': p.resource, 'key': p.key, 'field': p.field}] AS related
FROM printed p
JOIN records q USING (record)
LEFT JOIN readings r ON r.resource = p.resource AND r.key = p.key AND r.field = p.field
WHERE p.form IS NOT NULL
ORDER BY key
