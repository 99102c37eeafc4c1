/*
title: Everyone on the roster speaks in one statement, and nobody else does
title_zh: 名单所列之人各有感言一篇，且仅此
needs: [list_entries, documents]
min_cases: 35
hint: a statement or a roster line is missing, or is given to the wrong person
hint_zh: 缺感言或名单一行，或归错了人
*/
WITH spoken AS (
  SELECT author_id, count(*) AS statements FROM documents WHERE kind = 'testimonial'
  GROUP BY author_id
), listed AS (SELECT DISTINCT person_id FROM list_entries)
SELECT
  coalesce(l.person_id, s.author_id) AS key,
  CASE WHEN l.person_id IS NULL THEN 0 ELSE 1 END AS expected,
  coalesce(s.statements, 0) AS actual
FROM listed l FULL JOIN spoken s ON s.author_id = l.person_id
ORDER BY key
