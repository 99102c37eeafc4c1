/*
title: What the parts planted makes up what is stated of the whole
title_zh: 各村植树之和等于全乡所述之数
needs: [places, plantings]
min_cases: 1
hint: see that no part is missing (`within_id` in raw/places.csv says what is part of what), and look
  the numbers up in the document; only if it misprints one, run pipeline adjudicate
hint_zh: 请看是否缺了某一部分（raw/places.csv 的 `within_id` 说明隶属），并对照文献核对各数；仅当文献印错时，才运行 pipeline adjudicate
*/
SELECT
  whole.planting_id AS key,
  whole.trees AS expected,
  sum(part.trees) AS actual,
  list_prepend(
    {'resource': 'plantings', 'key': whole.planting_id, 'field': 'trees'},
    list({'resource': 'plantings', 'key': part.planting_id, 'field': 'trees'}
      ORDER BY part.planting_id)
  ) AS related
FROM plantings AS whole
JOIN places ON places.within_id = whole.place_id
JOIN plantings AS part ON part.place_id = places.place_id
GROUP BY whole.planting_id, whole.trees
ORDER BY key
