/*
title: Who holds the first office of a body is one person across documents
title_zh: 同一首要职务在各文献中为同一人
needs: [mentions]
min_cases: 4
hint: a name or an office was misread, or the documents are of different times; adjudicate
*/
WITH holders AS (
  SELECT
    regexp_extract(office_as_printed, '(省委书记|市委书记|省长|市长|书记处第一书记)') AS office,
    person_id, mention_id
  FROM mentions WHERE office_as_printed IS NOT NULL
), known AS (
  SELECT office, person_id, row_number() OVER (PARTITION BY office ORDER BY count(*) DESC, person_id)
    AS rank
  FROM holders WHERE office <> '' GROUP BY office, person_id
)
SELECT
  h.office AS key,
  min(k.person_id) AS expected,
  list(h.person_id ORDER BY h.mention_id) AS actual,
  list({'resource': 'mentions', 'key': h.mention_id, 'field': 'office_as_printed'}
    ORDER BY h.person_id = k.person_id, h.mention_id) AS related
FROM holders h JOIN known k ON k.office = h.office AND k.rank = 1
GROUP BY h.office
HAVING count(*) > 1
ORDER BY key
