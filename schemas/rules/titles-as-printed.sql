/*
title: The title of a document is that of its heading, or says whose words it holds
title_zh: 文献题名与其标题文字相符，或标明为何人之语
needs: [documents, document_spans, people]
min_cases: 52
hint: look first whether the name of the author in raw/people.csv is the right one; if it is, correct
  the title, or the span of the heading
hint_zh: 请先核对 raw/people.csv 中作者的姓名是否有误；若无误，请更正标题，或标题片段的起止
*/
WITH headings AS (
  SELECT document_id,
    regexp_replace(regexp_replace("from", '#[0-9]+$', ''), '[^\p{L}\p{N}]', '', 'g') AS first_words,
    regexp_replace(regexp_replace("to", '#[0-9]+$', ''), '[^\p{L}\p{N}]', '', 'g') AS last_words
  FROM document_spans WHERE role = 'heading'
), titles AS (
  SELECT document_id, title, kind, author_id,
    regexp_replace(title, '[^\p{L}\p{N}]', '', 'g') AS words
  FROM documents
), ends AS (
  SELECT t.document_id,
    CASE WHEN h.first_words = h.last_words THEN h.first_words
      ELSE h.first_words || '…' || h.last_words END AS printed,
    CASE WHEN h.first_words = h.last_words THEN t.words
      ELSE t.words[:length(h.first_words)] || '…' || t.words[-length(h.last_words):] END AS said
  FROM titles t JOIN headings h USING (document_id)
), nearest AS (
  SELECT document_id, arg_min(printed, levenshtein(printed, said)) AS printed,
    arg_min(said, levenshtein(printed, said)) AS said
  FROM ends -- of a whole heading one ideograph may differ, which are three bytes
  WHERE levenshtein(printed, said) <= CASE WHEN contains(printed, '…') THEN 1 ELSE 3 END
  GROUP BY document_id
)
SELECT
  t.document_id AS key,
  CASE WHEN t.kind = 'testimonial' THEN p.name || '获奖感言' ELSE n.printed END AS expected,
  CASE WHEN t.kind = 'testimonial' THEN t.title ELSE n.said END AS actual,
  CASE WHEN n.printed IS NULL AND t.kind <> 'testimonial' THEN 'its title is ours' END AS reason,
  [{'resource': 'documents', 'key': t.document_id, 'field': 'title'},
    {'resource': 'people', 'key': CASE WHEN t.kind = 'testimonial' THEN p.person_id END,
      'field': 'name'}] AS related
FROM titles t LEFT JOIN nearest n USING (document_id)
LEFT JOIN people p ON p.person_id = t.author_id
ORDER BY key
