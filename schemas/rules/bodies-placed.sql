/*
title: A body stands in the nearest place that its name names
title_zh: 机构所在地与名称所含最小地名相符
needs: [organizations, places]
min_cases: 80
hint: correct place_id; a body elsewhere than its name says needs a judgement of yours
*/
WITH stems AS (
  SELECT place_id,
    CASE WHEN regexp_matches(name, '族自治[州县]$') THEN name[:2] ELSE name[:-2] END AS stem,
    length(regexp_replace(gbt2260, '(00)+$', '')) AS depth
  FROM places WHERE gbt2260 IS NOT NULL
), named AS (
  SELECT o.organization_id, arg_max(s.place_id, s.depth) AS place_id
  FROM organizations o JOIN stems s ON contains(replace(o.name, '青藏', '青海、西藏'), s.stem)
  GROUP BY o.organization_id
)
SELECT
  o.organization_id AS key,
  coalesce(n.place_id, 'no place') AS expected,
  coalesce(o.place_id, 'no place') AS actual,
  [{'resource': 'organizations', 'key': o.organization_id, 'field': 'place_id'}] AS related
FROM organizations o LEFT JOIN named n USING (organization_id)
WHERE n.place_id IS NOT NULL OR o.place_id IS NOT NULL
ORDER BY key
