/*
title: Only honours for persons are conferred on persons
title_zh: 个人所获者均为授予个人的荣誉
needs: [conferrals, honours]
min_cases: 52
hint: the honour is one for collectives, or its recipient is wrong
hint_zh: 该荣誉授予集体，或其授予对象有误
*/
SELECT
  c.conferral_id AS key,
  'person' AS expected,
  h.recipient AS actual,
  [{'resource': 'conferrals', 'key': c.conferral_id, 'field': 'honour_id'}] AS related
FROM conferrals c JOIN honours h USING (honour_id)
ORDER BY key
