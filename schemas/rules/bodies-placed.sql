/*
title: A body stands in the nearest place that its name, or else a printed form of it, names
title_zh: 机构所在地与名称（或所印形式）所含最小地名相符
needs: [organizations, places, posts]
min_cases: 90
hint: look first whether the names are the right ones, of the place in raw/places.csv and of the body
  in raw/organizations.csv, for the sources print the one in the other; if both are, correct place_id
hint_zh: 请先核对 raw/places.csv 中的地名与 raw/organizations.csv 中的机构名是否有误：来源所印机构名含有该地名；若均无误，
  请更正 place_id
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
), unnamed AS ( -- a place that no body there names, though all are in it: its own name is to blame
  SELECT o.place_id, min(o.organization_id) AS organization_id
  FROM organizations o JOIN places p USING (place_id) LEFT JOIN named n USING (organization_id)
  LEFT JOIN places q ON q.place_id = n.place_id
  GROUP BY o.place_id, p.within_id
  HAVING bool_and(n.place_id IS DISTINCT FROM o.place_id)
    AND bool_and(n.place_id IS NULL OR n.place_id = p.within_id OR q.place_id IN (
      SELECT u.within_id FROM places u WHERE u.place_id = p.within_id))
)
SELECT
  o.organization_id AS key,
  CASE WHEN w.place_id IS NULL THEN coalesce(n.place_id, 'no place')
    WHEN w.organization_id = o.organization_id THEN 'a place that stands in ' || o.name
    ELSE o.place_id END AS expected,
  CASE WHEN w.organization_id = o.organization_id THEN p.name
    ELSE coalesce(o.place_id, 'no place') END AS actual,
  list_filter(CASE WHEN w.place_id IS NULL THEN [there, here, other] ELSE [here, there] END,
    lambda spot: spot.key IS NOT NULL) AS related
FROM organizations o LEFT JOIN named n USING (organization_id)
LEFT JOIN places p ON p.place_id = o.place_id LEFT JOIN unnamed w ON w.place_id = o.place_id
CROSS JOIN LATERAL (SELECT
  {'resource': 'places', 'key': o.place_id, 'field': 'name'} AS here,
  {'resource': 'places', 'key': nullif(n.place_id, o.place_id), 'field': 'name'} AS other,
  {'resource': 'organizations', 'key': o.organization_id, 'field': 'place_id'} AS there)
WHERE n.place_id IS NOT NULL OR o.place_id IS NOT NULL
ORDER BY key
