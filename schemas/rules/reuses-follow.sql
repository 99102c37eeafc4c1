/*
title: A text that reuses another's words is not older than it
title_zh: 袭用他文者不早于所袭用之文
needs: [documents]
min_cases: 1
hint: one of the two dates is wrong, or the other text is the one that reuses
hint_zh: 两个日期有一误，或沿用者实为另一篇
*/
SELECT
  d.document_id AS key,
  greatest(d.issued_on, o.issued_on) AS expected,
  d.issued_on AS actual,
  CASE WHEN d.issued_on IS NULL OR o.issued_on IS NULL THEN 'one of the two has no date' END
    AS reason,
  [{'resource': 'documents', 'key': d.document_id, 'field': 'reuses'}] AS related
FROM documents d JOIN documents o ON o.document_id = d.reuses
ORDER BY key
