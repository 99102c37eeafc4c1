/*
title: The name of a body is printed in full, or is what a printed form of it spells out
title_zh: 机构全称见于印本，或为所印简称之展开
needs: [organizations, places, posts, event_reports, organization_mentions]
min_cases: 125
hint: look first whether the name in raw/organizations.csv and that of its place in raw/places.csv
  are the right ones, for the place's name and the form that is printed make up the body's; if both
  are, its abbreviation is new here, and the rule needs the words that spell it out
hint_zh: 请先核对 raw/organizations.csv 中的名称与 raw/places.csv 中其所在地的名称是否有误：机构全称由地名与所印形式
  合成；若均无误，则该简称前所未见，请在规则中补上其展开
*/
WITH printed AS (
  SELECT organization_id, organization_as_printed AS form FROM posts
  UNION SELECT organization_id, name FROM organization_mentions
  UNION SELECT organizer_id, organizer_as_printed FROM event_reports
), words(short, spelt) AS (VALUES -- $p is the place of the body, $u 省, 市 or 区 alone
  ('(中共中央|党中央)', '中国共产党中央委员会'), ('中共(中央政治局)', '中国共产党\1'),
  ('党(中央、国务院)', '中共\1'), ('(中央|全国)军委', '\1军事委员会'), ('国务院', '中华人民共和国国务院'),
  ('全国人大常委会', '全国人民代表大会常务委员会'), ('全总(.+)', '中华全国总工会\1'),
  ('农行(.+)', '中国农业银行\1'), ('(.+省分行)', '中国农业银行\1'),
  ('($p|$u)委', '中国共产党$p委员会'), ('($p|$u)委常委会', '中国共产党$p委员会常务委员会'),
  ('($p|$u)委($u政府)', '$p委、\2'), ('($p|$u)政府', '$p人民政府'),
  ('($p|$u)人大常委会', '$p人民代表大会常务委员会'),
  ('($p|$u)政协', '中国人民政治协商会议$p委员会'), ('($p|$u)发改委', '$p发展和改革委员会'),
  ('($p|$u)人社局', '$p人力资源和社会保障局'), ('($p|$u)总(工会)?(.*)', '$p总工会\3'),
  ('($p|$u)(.+[^社]局|政府.+办公室)', '$p\2')
), placed AS (
  SELECT o.organization_id,
    -- '@' stands in no name: a body without a place has no form that its place spells out
    coalesce(CASE WHEN p.kind = 'county' AND u.kind = 'province' THEN u.name ELSE '' END || p.name,
      '@') AS place
  FROM organizations o LEFT JOIN places p USING (place_id)
  LEFT JOIN places u ON u.place_id = p.within_id
), spelt AS (
  SELECT organization_id, form AS spelt FROM printed WHERE form IS NOT NULL
  UNION
  SELECT q.organization_id, regexp_replace(q.form,
    '^' || replace(replace(w.short, '$p', place), '$u', right(place, 1)) || '$',
    replace(w.spelt, '$p', place))
  FROM printed q JOIN placed USING (organization_id) JOIN words w
    ON regexp_full_match(q.form, replace(replace(w.short, '$p', place), '$u', right(place, 1)))
)
SELECT
  o.organization_id AS key,
  arg_min(s.spelt, levenshtein(s.spelt, o.name)) AS expected,
  o.name AS actual,
  list_filter([{'resource': 'organizations', 'key': o.organization_id, 'field': 'name'},
    {'resource': 'places', 'key': o.place_id, 'field': 'name'}],
    lambda spot: spot.key IS NOT NULL) AS related
FROM organizations o JOIN spelt s USING (organization_id)
GROUP BY o.organization_id, o.name, o.place_id
ORDER BY key
