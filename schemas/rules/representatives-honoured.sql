/*
title: Who speaks for the bearers of a title bears it
title_zh: 代表某称号获得者发言之人即获该称号
needs: [participations, conferrals, honours]
min_cases: 8
hint: add the conferral, or read again for whom the person speaks; adjudicate a loose use of words
hint_zh: 请补录该授予，或重读发言人代表谁；用词宽泛者请裁决
*/
WITH spoken AS (
  SELECT p.participation_id, p.person_id, h.honour_id
  FROM participations p
  JOIN honours h ON h.name = CASE WHEN p.on_behalf_of IN ('劳模', '全国劳模') THEN '全国劳动模范'
    ELSE p.on_behalf_of END
  WHERE p.person_id IS NOT NULL AND p.role = 'spoke' AND h.recipient = 'person'
)
SELECT
  s.participation_id AS key,
  s.honour_id AS expected,
  coalesce(
    min(c.honour_id) FILTER (c.honour_id = s.honour_id), min(c.honour_id), 'none is recorded'
  ) AS actual,
  [{'resource': 'participations', 'key': s.participation_id, 'field': 'on_behalf_of'}] AS related
FROM spoken s LEFT JOIN conferrals c USING (person_id)
GROUP BY s.participation_id, s.honour_id
ORDER BY key
