/*
title: A year told of what a body does stands in the words that are cited for it
title_zh: 所述机构行为中的年份见于所引原文
needs: [organization_mentions]
min_cases: 3
hint: correct the year, or widen `at` until it holds it
hint_zh: 请更正年份，或将 `at` 扩展至含有该年份
*/
SELECT
  organization_mention_id || ' ' || year AS key,
  year AS expected,
  CASE WHEN contains("at", year) THEN year ELSE "at" END AS actual,
  [{'resource': 'organization_mentions', 'key': organization_mention_id, 'field': 'deed'}] AS related
FROM (
  SELECT *, unnest(regexp_extract_all(deed, '[0-9]{4}')) AS year FROM organization_mentions
)
ORDER BY key
