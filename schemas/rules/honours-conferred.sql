/*
title: Who confers an honour held the meeting that conferred it, or stands in its name
title_zh: 授予机构即表彰大会的主办者，或见于荣誉之名
needs: [honours, conferrals, events, organizations]
min_cases: 3
hint: look first whether the names of the honour and of the body are the right ones; if they are,
  correct conferred_by_id, or the organizer of the event
hint_zh: 请先核对荣誉与机构的名称是否有误；若均无误，请更正 conferred_by_id，或活动的主办机构
*/
WITH organizers AS (
  SELECT c.honour_id, mode(e.organizer_id) AS organization_id
  FROM conferrals c JOIN events e USING (event_id)
  WHERE e.organizer_id IS NOT NULL GROUP BY c.honour_id
)
SELECT
  h.honour_id AS key,
  coalesce(o.organization_id, (
    SELECT min(n.organization_id) FROM organizations n
    WHERE starts_with(h.name, regexp_replace(n.name, '^中华人民共和国', '')))) AS expected,
  h.conferred_by_id AS actual,
  [{'resource': 'honours', 'key': h.honour_id, 'field': 'conferred_by_id'}] AS related
FROM honours h LEFT JOIN organizers o USING (honour_id)
WHERE h.conferred_by_id IS NOT NULL
ORDER BY key
