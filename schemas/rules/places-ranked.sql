/*
title: A place has the rank that its code or name gives it, and lies within the unit of its code
title_zh: 地点的级别与隶属合于其代码或名称
needs: [places]
min_cases: 45
hint: look first whether the name in raw/places.csv is the right one; if it is, correct kind, gbt2260
  or within_id
hint_zh: 请先核对 raw/places.csv 中的名称是否有误；若无误，请更正 kind、gbt2260 或 within_id
*/
WITH coded AS (
  SELECT p.place_id, p.kind, p.within_id, p.name, p.gbt2260 AS code,
    u.place_id AS above
  FROM places p LEFT JOIN places u ON u.gbt2260 = CASE
    WHEN p.gbt2260 LIKE '%0000' THEN NULL
    WHEN p.gbt2260 LIKE '%00' OR p.gbt2260 LIKE '__01__' AND p.gbt2260 LIKE '11%'
      THEN p.gbt2260[:2] || '0000'
    ELSE p.gbt2260[:4] || '00'
  END
)
SELECT
  place_id AS key,
  CASE
    WHEN code LIKE '%0000' THEN 'province in china'
    WHEN code LIKE '%00' THEN 'prefecture in ' || coalesce(above, 'a province not on record')
    WHEN code IS NOT NULL THEN 'county in ' || coalesce(above, 'a prefecture not on record')
    WHEN name LIKE '%村' THEN 'village'
    WHEN name = '中华人民共和国' THEN 'country'
    ELSE 'venue in beijing'
  END AS expected,
  kind || coalesce(' in ' || within_id, '') AS actual,
  [{'resource': 'places', 'key': place_id, 'field': 'kind'}] AS related
FROM coded
ORDER BY key
