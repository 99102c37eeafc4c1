/*
title: A post that only one can hold is held by one person across documents
title_zh: 独任之职在各文献中为同一人
needs: [posts, mentions]
min_cases: 27
hint: a name or an office was misread, or the documents are of different times; adjudicate
hint_zh: 姓名或职务读错，或各文献时间不同；请裁决
*/
WITH held AS (
  SELECT p.organization_id || ' ' || p.post AS office, m.person_id, p.post_id
  FROM posts p JOIN mentions m USING (mention_id)
  WHERE p.organization_id IS NOT NULL AND p.post IN ('总书记', '书记', '党组书记', '分党组书记',
    '书记处第一书记', '主席', '常务副主席', '省长', '市长', '主任', '社长', '部长', '副校长')
), ranked AS (
  SELECT office, person_id, row_number() OVER (PARTITION BY office ORDER BY count(*) DESC, person_id)
    AS rank
  FROM held GROUP BY office, person_id
)
SELECT
  h.office AS key,
  min(r.person_id) AS expected,
  list(h.person_id ORDER BY h.post_id) AS actual,
  list({'resource': 'posts', 'key': h.post_id, 'field': 'post'}
    ORDER BY h.person_id = r.person_id, h.post_id) AS related
FROM held h JOIN ranked r ON r.office = h.office AND r.rank = 1
GROUP BY h.office
ORDER BY key
