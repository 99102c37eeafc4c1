/*
title: A body stands in the nearest place that its name, or else a printed form of it, names
title_zh: 机构所在地与名称（或所印形式）所含最小地名相符
needs: [organizations, places, posts]
min_cases: 90
hint: correct place_id; a body elsewhere than its name says needs a judgement of yours
hint_zh: 请更正 place_id；所在地与名称不符者须由您裁决
*/
WITH stems AS (
  SELECT place_id,
    CASE WHEN regexp_matches(name, '族自治[州县]$|自治区$') THEN name[:2] ELSE name[:-2] END AS stem,
    length(regexp_replace(gbt2260, '(00)+$', '')) AS depth
  FROM places WHERE gbt2260 IS NOT NULL
), forms AS (
  SELECT organization_id, name AS form, 2 AS weight FROM organizations
  UNION SELECT organization_id, organization_as_printed, 1 FROM posts
  WHERE organization_as_printed IS NOT NULL
), found AS (
  SELECT f.organization_id, f.weight, arg_max(s.place_id, s.depth) AS place_id
  FROM forms f JOIN stems s ON contains(replace(f.form, '青藏', '青海、西藏'), s.stem)
  GROUP BY ALL
), named AS (
  SELECT organization_id, arg_max(place_id, weight) AS place_id FROM found GROUP BY ALL
)
SELECT
  o.organization_id AS key,
  coalesce(n.place_id, 'no place') AS expected,
  coalesce(o.place_id, 'no place') AS actual,
  [{'resource': 'organizations', 'key': o.organization_id, 'field': 'place_id'}] AS related
FROM organizations o LEFT JOIN named n USING (organization_id)
WHERE n.place_id IS NOT NULL OR o.place_id IS NOT NULL
ORDER BY key
