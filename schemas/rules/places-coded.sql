/*
title: Code and name of a place are those of GB/T 2260
title_zh: 地名与代码合于 GB/T 2260
needs: [places]
min_cases: 40
hint: look first whether the name in raw/places.csv is the right one, for the standard gives the
  other one to this code; else correct the code; a place that is new here needs its line of the
  standard in the rule
hint_zh: 该代码在国标中为另一名称：请先核对 raw/places.csv 中的名称是否有误；否则请更正代码；新增地名须在规则中补上国标一行
*/
WITH standard(code, name) AS (VALUES
  ('110000', '北京市'), ('110101', '东城区'), ('110105', '朝阳区'), ('110108', '海淀区'),
  ('110114', '昌平区'), ('210000', '辽宁省'), ('210100', '沈阳市'), ('220000', '吉林省'),
  ('220400', '辽源市'), ('230000', '黑龙江省'), ('230600', '大庆市'), ('340000', '安徽省'),
  ('341600', '亳州市'), ('410000', '河南省'), ('410100', '郑州市'), ('420000', '湖北省'),
  ('440000', '广东省'), ('440100', '广州市'), ('440112', '黄埔区'), ('441900', '东莞市'),
  ('520000', '贵州省'), ('620000', '甘肃省'), ('630000', '青海省'), ('630100', '西宁市'), ('630104', '城西区'),
  ('630200', '海东市'), ('630222', '民和回族土族自治县'), ('632200', '海北藏族自治州'),
  ('632224', '刚察县'), ('632300', '黄南藏族自治州'), ('632301', '同仁市'),
  ('632500', '海南藏族自治州'), ('632522', '同德县'), ('632600', '果洛藏族自治州'),
  ('632621', '玛沁县'), ('632700', '玉树藏族自治州'), ('632726', '曲麻莱县'),
  ('632800', '海西蒙古族藏族自治州'), ('632801', '格尔木市'), ('650000', '新疆维吾尔自治区')
)
SELECT
  p.place_id AS key,
  coalesce(s.name, 'no such code') AS expected,
  p.name AS actual,
  [{'resource': 'places', 'key': p.place_id,
    'field': CASE WHEN s.name IS NULL THEN 'gbt2260' ELSE 'name' END}] AS related
FROM places p LEFT JOIN standard s ON s.code = p.gbt2260
WHERE p.gbt2260 IS NOT NULL OR p.kind IN ('province', 'prefecture', 'county')
ORDER BY key
