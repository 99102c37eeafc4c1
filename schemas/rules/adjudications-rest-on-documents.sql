/*
title: What an adjudication rests on are documents of the data
title_zh: 裁定所依据者均为本数据集的文献
needs: [adjudications, documents]
min_cases: 16
hint: write the document_id of each document it rests on, parted by spaces
hint_zh: 请写出所依各文献的 document_id，以空格分隔
*/
WITH cited AS (
  SELECT adjudication_id, unnest(string_split(basis, ' ')) AS document_id FROM adjudications
)
SELECT
  adjudication_id || ' ' || c.document_id AS key,
  c.document_id AS expected,
  coalesce(d.document_id, 'no such document') AS actual,
  [{'resource': 'adjudications', 'key': adjudication_id, 'field': 'basis'}] AS related
FROM cited c
LEFT JOIN documents d USING (document_id)
ORDER BY key
