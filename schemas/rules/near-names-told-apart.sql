/*
title: People whose names are equal or one character apart are known to be two
title_zh: 姓名相同或仅差一字者，均已注明并非一人
needs: [people, distinct_people]
min_cases: 16
hint: make them one record if they are one person; else add the pair to distinct_people
hint_zh: 若为一人，请并为一条记录；否则请在 distinct_people 中加入这一对
*/
WITH pairs AS (
  SELECT a.person_id AS one, b.person_id AS other
  FROM people a JOIN people b ON a.person_id < b.person_id
  WHERE length(a.name) = length(b.name) AND length(a.name) <= 1 + list_sum(list_transform(
    range(1, length(a.name) + 1), lambda i: CAST(a.name[i] = b.name[i] AS INTEGER)))
), alike AS (
  SELECT a.one, a.other FROM pairs a
  UNION
  SELECT person_id, other_person_id FROM distinct_people
)
SELECT
  a.one || ' ' || a.other AS key,
  'alike and told apart' AS expected,
  CASE
    WHEN d.distinct_people_id IS NULL THEN 'alike, and not told apart'
    WHEN p.one IS NULL THEN 'told apart, though not alike'
    ELSE 'alike and told apart'
  END AS actual,
  [{'resource': 'people', 'key': a.other, 'field': 'name'}] AS related
FROM alike a
LEFT JOIN pairs p ON p.one = a.one AND p.other = a.other
LEFT JOIN distinct_people d ON d.person_id = a.one AND d.other_person_id = a.other
ORDER BY key
