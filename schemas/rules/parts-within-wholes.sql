/*
title: No part exceeds its whole
title_zh: 部分不超过整体
needs: [claims, lists, list_entries]
min_cases: 2
hint: a place cannot have more honourees than the nation; read both figures again
hint_zh: 一地受表彰者不能多于全国；请重读两数
*/
WITH wholes AS (
  SELECT event_id, honour_id, max(value) AS whole
  FROM claims
  WHERE measure_id = 'honourees' AND place_id = 'china' AND honour_id IS NOT NULL
  GROUP BY event_id, honour_id
), parts AS (
  SELECT l.event_id, l.honour_id, l.place_id, count(*) AS part
  FROM lists l JOIN list_entries e USING (list_id)
  GROUP BY l.event_id, l.honour_id, l.place_id
)
SELECT
  concat_ws(' ', event_id, honour_id, place_id) AS key,
  whole AS expected,
  greatest(whole, part) AS actual,
  place_id || ': ' || part || ' of ' || CAST(whole AS BIGINT) AS message
FROM parts JOIN wholes USING (event_id, honour_id)
ORDER BY key
