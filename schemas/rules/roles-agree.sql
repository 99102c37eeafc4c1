/*
title: Who presided, read the decision or relayed the speech is one person across documents
title_zh: 主持、宣读、传达者在各文献中为同一人
needs: [participations]
min_cases: 5
hint: a name or a role was misread, or two people shared the task; adjudicate
hint_zh: 姓名或角色读错，或二人分任其事；请裁决
*/
WITH held AS (
  SELECT event_id, role, person_id, participation_id,
    row_number() OVER (PARTITION BY event_id, role ORDER BY participation_id) AS rank
  FROM participations
  WHERE role IN ('presided', 'read-decision', 'relayed') AND person_id IS NOT NULL
)
SELECT
  event_id || ' ' || role AS key,
  min(person_id) FILTER (rank = 1) AS expected,
  list(person_id ORDER BY participation_id) AS actual,
  list({'resource': 'participations', 'key': participation_id, 'field': 'person_id'}
    ORDER BY participation_id) AS related
FROM held
GROUP BY event_id, role
ORDER BY key
