/*
title: Whom a decision names in a total received the honour of that total
title_zh: 决定在总数中点名之人所获即该总数之荣誉
needs: [claims, conferrals]
min_cases: 2
hint: the conferral or the claim has the wrong honour
hint_zh: 授予或陈述所记荣誉有误
*/
SELECT
  c.claim_id AS key,
  c.honour_id AS expected,
  list(f.honour_id ORDER BY f.conferral_id) AS actual,
  list({'resource': 'conferrals', 'key': f.conferral_id, 'field': 'honour_id'}
    ORDER BY f.conferral_id) AS related
FROM claims c JOIN conferrals f ON f.document_id = c.document_id AND f.at = c.at
WHERE c.measure_id = 'honourees'
GROUP BY c.claim_id, c.honour_id
ORDER BY key
