/*
title: National totals stated elsewhere equal the decision's
title_zh: 其他文献所述全国总数与决定一致
needs: [claims, documents]
min_cases: 2
hint: read both passages again; if the sources really differ, adjudicate the case
hint_zh: 请重读两处引文段；若来源确有不同，请裁决该例
*/
WITH totals AS (
  SELECT c.*, d.kind
  FROM claims c JOIN documents d USING (document_id)
  WHERE c.measure_id = 'honourees' AND c.place_id = 'china' AND c.honour_id IS NOT NULL
)
SELECT
  event_id || ' ' || honour_id AS key,
  max(value) FILTER (kind = 'decision') AS expected,
  list(value ORDER BY claim_id) FILTER (kind <> 'decision') AS actual,
  list({'resource': 'claims', 'key': claim_id, 'field': 'value'} ORDER BY kind = 'decision', claim_id)
    AS related
FROM totals
GROUP BY event_id, honour_id
ORDER BY key
