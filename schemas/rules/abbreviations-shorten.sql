/*
title: An abbreviated name leaves characters of the body's name out and keeps the others in order
title_zh: 机构简称取自全称之字，次序不变
needs: [posts, organization_mentions, event_reports, organizations, readings]
min_cases: 112
hint: look first whether the name in raw/organizations.csv is the right one, for the short form that
  is printed does not fit it; then whether organization_id names the right body, and at last whether
  the cause of the reading is right
hint_zh: 所印简称与该名称不合：请先核对 raw/organizations.csv 中的名称是否有误；再核对 organization_id 所指是否正确；
  最后核对异读的成因
*/
WITH printed AS (
  SELECT 'posts' AS resource, post_id AS key, 'organization_id' AS field,
    organization_as_printed AS form, organization_id FROM posts
  UNION ALL
  SELECT 'organization_mentions', organization_mention_id, 'organization_id', name, organization_id
  FROM organization_mentions
  UNION ALL
  SELECT 'event_reports', event_report_id, 'organizer_id', organizer_as_printed, organizer_id
  FROM event_reports
), spelt AS (
  SELECT p.*, o.name,
    -- 党中央 and 市政协 put their short words otherwise than the full names do
    replace(replace(p.form, '党中央', '中央'), '市政协', '政协市') AS kept
  FROM printed p
  JOIN organizations o USING (organization_id)
  JOIN readings r ON r.resource = p.resource AND r.key = p.key AND r.cause = 'abbreviation'
    AND r.field IN ('name', 'organization_as_printed', 'organizer_as_printed')
  WHERE p.form IS NOT NULL
)
SELECT
  resource || ' ' || key AS key,
  name AS expected,
  CASE WHEN regexp_matches(name, array_to_string(regexp_extract_all(kept, '[^（）()、]'), '.*'))
    THEN name ELSE form END AS actual,
  [{'resource': resource, 'key': key, 'field': field},
    {'resource': 'organizations', 'key': organization_id, 'field': 'name'}] AS related
FROM spelt
ORDER BY 1
