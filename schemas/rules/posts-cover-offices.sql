/*
title: Every roster line and every printed office is taken apart into bodies and posts
title_zh: 名单各条与所印职务均已全部分解为机构与职务
needs: [list_entries, mentions, posts]
min_cases: 217
hint: add the post that is missing, or correct the words that are not those of the office
hint_zh: 请补录所缺职务，或更正与职务原文不符的文字
*/
WITH printed AS (
  SELECT list_entry_id AS key, affiliation_as_printed AS office FROM list_entries
  UNION ALL
  SELECT mention_id, office_as_printed FROM mentions WHERE office_as_printed IS NOT NULL
), words AS (
  SELECT coalesce(list_entry_id, mention_id) AS key, unnest([organization_as_printed, post]) AS word
  FROM posts
), known AS (
  SELECT key, list(DISTINCT word ORDER BY length(word) DESC, word) AS words
  FROM words WHERE word IS NOT NULL GROUP BY key
)
SELECT
  p.key,
  'nothing is left over' AS expected,
  CASE regexp_replace(
    list_reduce(list_prepend(p.office, coalesce(k.words, [])), lambda a, b: replace(a, b, '')),
    '的一名|[、，,的兼]', '', 'g')
    WHEN '' THEN 'nothing is left over'
    ELSE 'left over: ' || list_reduce(
      list_prepend(p.office, coalesce(k.words, [])), lambda a, b: replace(a, b, ''))
  END AS actual
FROM printed p LEFT JOIN known k USING (key)
ORDER BY p.key
