/*
title: A body, event, thing or honour is of the kind that its name says
title_zh: 机构、活动、事物、荣誉的类别与名称相符
needs: [organizations, events, things, honours]
min_cases: 199
hint: look first whether the name is the right one, for the kind is told by it; if it is, correct the
  kind; where the name says otherwise than what the body is, teach the rule its form
hint_zh: 类别由名称得知：请先核对名称是否有误；若无误，请更正类别；若名称与其实不符，请在规则中补上该形式
*/
WITH bodies AS (
  SELECT 'organizations' AS resource, organization_id AS key, 'kind' AS field, kind AS actual,
    CASE
      WHEN name = '中央军事委员会' THEN 'commission'
      WHEN regexp_matches(name, '(大学|学院|学校)$') THEN 'school'
      WHEN regexp_matches(name, '实验室$|文工团$') THEN 'institution'
      WHEN regexp_matches(name, '总工会|工会联合会') THEN 'union'
      WHEN regexp_matches(name, '卫生|疾病预防') THEN 'health'
      WHEN regexp_matches(name, '合作社$') THEN 'cooperative'
      WHEN regexp_matches(name, '人民代表大会') THEN 'congress'
      WHEN regexp_matches(name, '政治协商会议') THEN 'cppcc'
      WHEN regexp_matches(name, '^中国共产党|^中共|^中央纪委|委、') THEN 'party'
      WHEN regexp_matches(name, '公司|集团$|银行|油田|北京局$') THEN 'company'
      WHEN regexp_matches(name, '(日报|都市报|电视台|新华社|出版社|编辑部|平台)$') THEN 'media'
      WHEN regexp_matches(name, '村$') THEN 'village'
      WHEN regexp_matches(name, '(局|委员会|政府|国务院|管理处|办事处|办公室)$') THEN 'government'
      WHEN regexp_matches(name, '大队$|国家队$') THEN 'team'
      WHEN regexp_matches(name, '协会|义工队') THEN 'association'
      WHEN regexp_matches(name, '(画苑|养老服务中心)$') THEN 'other'
      WHEN regexp_matches(name, '(院|段|站)$') THEN 'institution'
    END AS expected
  FROM organizations
), happenings AS (
  SELECT 'events', event_id, 'kind', kind,
    CASE
      WHEN regexp_matches(name, '座谈会$') THEN 'symposium'
      WHEN regexp_matches(name, '欢送') THEN 'send-off'
      WHEN regexp_matches(name, '见面会$') THEN 'press-conference'
      WHEN regexp_matches(name, '看望') THEN 'visit'
      WHEN regexp_matches(name, '(培训班|疗休养|活动|启动|直播间|指示)$') THEN 'other'
      WHEN regexp_matches(name, '大赛|竞赛') THEN 'competition'
      WHEN regexp_matches(name, '(会议|代表大会|交流会|要求)$') THEN 'meeting'
      WHEN regexp_matches(name, '表彰') THEN 'commendation'
    END
  FROM events
), objects AS (
  SELECT 'things', thing_id, 'kind', kind,
    CASE
      WHEN regexp_matches(name, '^《|辞典') THEN 'book'
      WHEN regexp_matches(name, '资金$') THEN 'fund'
      WHEN regexp_matches(name, '细则') THEN 'regulation'
      WHEN regexp_matches(name, '墙|广场|林$|实验室$') THEN 'site'
      WHEN regexp_matches(name, '盒$') THEN 'invention'
    END
  FROM things
), ranks AS (
  SELECT 'honours', honour_id, 'level', level,
    CASE
      WHEN regexp_matches(name, '^全国.*系统|^集团公司|^大国工匠$') THEN 'other'
      WHEN regexp_matches(name, '^(全国|国家|国务院|中华)') THEN 'national'
      WHEN regexp_matches(name, '^(北京市|首都|省)') THEN 'provincial'
    END
  FROM honours
), recipients AS (
  SELECT 'honours', honour_id, 'recipient', recipient,
    CASE WHEN regexp_matches(name, '集体|奖状$|先锋号$') THEN 'collective' ELSE 'person' END
  FROM honours
), kinds AS (
  SELECT * FROM bodies UNION ALL SELECT * FROM happenings UNION ALL SELECT * FROM objects
  UNION ALL SELECT * FROM ranks UNION ALL SELECT * FROM recipients
)
SELECT
  resource || '/' || key || '/' || field AS key,
  expected,
  CAST(actual AS VARCHAR) AS actual,
  CASE WHEN expected IS NULL THEN 'its name does not tell' END AS reason,
  [{'resource': resource, 'key': key, 'field': field}] AS related
FROM kinds
ORDER BY key
