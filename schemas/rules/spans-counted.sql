/*
title: The spans of a document are numbered from 1 without a gap
title_zh: 文献各片段自 1 起连续编号
needs: [documents, document_spans]
min_cases: 66
hint: a span of the document is missing in raw/document_spans.csv, or its seq is wrong
hint_zh: raw/document_spans.csv 中缺少该文献的片段，或其 seq 有误
*/
SELECT
  document_id AS key,
  range(1, count(span_id) + 1) AS expected,
  list(CAST(s.seq AS BIGINT) ORDER BY s.seq) FILTER (s.seq IS NOT NULL) AS actual,
  coalesce(
    -- the first span that does not follow the one before it
    list({'resource': 'document_spans', 'key': s.span_id, 'field': 'seq'} ORDER BY s.seq)
      FILTER (s.seq <> s.place)[1:1],
    [{'resource': 'documents', 'key': document_id, 'field': 'document_id'}]
  ) AS related
FROM documents LEFT JOIN (
  SELECT *, row_number() OVER (PARTITION BY document_id ORDER BY seq) AS place FROM document_spans
) s USING (document_id)
GROUP BY document_id
ORDER BY key
