/*
title: Complete rosters have as many entries as the documents state
title_zh: 完整名单的条目数与文献所述一致
needs: [lists, list_entries, claims]
min_cases: 1
hint: compare the roster with the page line by line; a line may be missing, or a total misread
hint_zh: 请将名单与版面逐行核对；可能缺行，或总数读错
*/
WITH counted AS (
  SELECT l.event_id, l.place_id, count(e.list_entry_id) AS entries
  FROM lists l LEFT JOIN list_entries e USING (list_id)
  WHERE l.complete
  GROUP BY l.event_id, l.place_id
), stated AS (
  SELECT event_id, place_id, list(value ORDER BY claim_id) AS totals,
    list({'resource': 'claims', 'key': claim_id, 'field': 'value'} ORDER BY claim_id) AS related
  FROM claims
  WHERE measure_id = 'honourees' AND honour_id IS NULL AND place_id IS NOT NULL
  GROUP BY event_id, place_id
)
SELECT
  event_id || ' ' || place_id AS key,
  c.entries AS expected,
  s.totals AS actual,
  s.related
FROM stated s LEFT JOIN counted c USING (event_id, place_id)
ORDER BY key
