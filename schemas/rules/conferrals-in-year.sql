/*
title: A conferral is of the year of its event
title_zh: 授予年份与其事件相同
needs: [conferrals, events]
min_cases: 40
hint: the year or the event is wrong
hint_zh: 年份或活动有误
*/
SELECT
  c.conferral_id AS key,
  left(e.date, 4) AS expected,
  CAST(c.year AS VARCHAR) AS actual,
  [{'resource': 'conferrals', 'key': c.conferral_id, 'field': 'year'}] AS related
FROM conferrals c JOIN events e USING (event_id)
WHERE c.year IS NOT NULL
ORDER BY key
