/*
title: Variant readings
title_zh: 异读一览
description: Names and offices printed otherwise than the record's own, each with its cause and place.
description_zh: 与记录本身不同的姓名与职务印刷形式，附原因与出处。
needs: [readings, mentions, list_entries, people, documents]
key: [reading_id]
columns:
  person_id: {title: Person, title_zh: 人物, description: Identifier of the person., description_zh: 人物的标识。}
  lemma: {title: Name, title_zh: 姓名, description: The record's own name., description_zh: 记录本身的姓名。}
  printed_as: {title: Printed as, title_zh: 印作, description: The form that the document prints., description_zh: 文献所印的形式。}
  document_id: {title: Document, title_zh: 文献, description: Identifier of the document., description_zh: 文献的标识。}
  document: {title: Title of the document, title_zh: 文献标题, description: What the document is called., description_zh: 文献的标题。}
  note: {title: Note, title_zh: 附注, description: What else there is to say., description_zh: 其他说明。}
*/
WITH printed AS (
  SELECT 'mentions' AS resource, mention_id AS key, document_id, person_id, name,
    office_as_printed AS office
  FROM mentions
  UNION ALL
  SELECT 'list_entries', list_entry_id, document_id, person_id, name, affiliation_as_printed
  FROM list_entries
)
SELECT
  r.reading_id,
  q.person_id,
  q.name AS lemma,
  r.field,
  CASE r.field WHEN 'name' THEN p.name ELSE p.office END AS printed_as,
  r.cause,
  d.document_id,
  d.title AS document,
  r.note
FROM readings r
JOIN printed p ON p.resource = r.resource AND p.key = r.key
JOIN people q USING (person_id)
JOIN documents d USING (document_id)
ORDER BY q.person_id, r.reading_id
