/*
title: A body is under the one whose name its own begins with, or that it is a branch of
title_zh: 机构名称以上级机构名称起首，或为其所属
needs: [organizations]
min_cases: 38
hint: look first whether the names of the body and of the one above it are the right ones in
  raw/organizations.csv, for the one is told by the other; if they are, correct parent_id
hint_zh: 请先核对 raw/organizations.csv 中该机构及其上级的名称是否有误，二者以名称相认；若均无误，请更正 parent_id
*/
WITH begun AS (
  SELECT o.organization_id, arg_max(u.organization_id, length(u.name)) AS parent_id
  FROM organizations o JOIN organizations u ON starts_with(o.name, u.name) AND o.name <> u.name
  GROUP BY o.organization_id
), above AS (
  SELECT o.organization_id, o.parent_id,
    CASE
      WHEN b.parent_id IS NOT NULL THEN b.parent_id
      WHEN regexp_matches(o.name, '^北京.*区总工会$') THEN 'beijing-federation-of-trade-unions'
      WHEN regexp_matches(o.name, '^(.{2,3}[省市]|新疆生产建设兵团|中华全国铁路)总工会$') THEN 'acftu'
      WHEN regexp_matches(o.name, '^(全国总工会|全总)') THEN 'acftu'
      WHEN regexp_matches(o.name, '^中央和国家机关.*工会') THEN 'acftu'
      WHEN regexp_matches(o.name, '^北京市.*(局|改革委员会|办公室)$') THEN 'beijing-government'
      WHEN starts_with(o.name, '国务院') AND o.organization_id <> 'state-council'
        THEN 'state-council'
      WHEN starts_with(o.name, '中国共产党中央政治局') THEN 'central-committee'
    END AS expected
  FROM organizations o LEFT JOIN begun b USING (organization_id)
)
SELECT
  organization_id AS key,
  coalesce(expected, 'none') AS expected,
  coalesce(parent_id, 'none') AS actual,
  [{'resource': 'organizations', 'key': organization_id, 'field': 'parent_id'},
    {'resource': 'organizations', 'key': parent_id, 'field': 'name'}] AS related
FROM above
WHERE expected IS NOT NULL OR parent_id IS NOT NULL
ORDER BY key
