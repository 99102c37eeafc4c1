/*
title: Variant readings
title_zh: 异读一览
description: Names and offices printed otherwise than the record's own, each with its cause and place.
description_zh: 与记录本身不同的名称与职务印刷形式，附原因与出处。
needs: [readings, mentions, list_entries, posts, event_reports, organization_mentions, people,
  organizations, places, documents]
key: [reading_id]
columns:
  record: {title: Record, title_zh: 记录, description: "Identifier of the person, body or place.", description_zh: 人物、机构或地点的标识。}
  lemma: {title: Name, title_zh: 名称, description: The record's own name., description_zh: 记录本身的名称。}
  printed_as: {title: Printed as, title_zh: 印作, description: The form that the document prints., description_zh: 文献所印的形式。}
  document_id: {title: Document, title_zh: 文献, description: Identifier of the document., description_zh: 文献的标识。}
  document: {title: Title of the document, title_zh: 文献标题, description: What the document is called., description_zh: 文献的标题。}
  note: {title: Note, title_zh: 附注, description: What else there is to say., description_zh: 其他说明。}
*/
WITH printed AS (
  SELECT 'mentions' AS resource, mention_id AS key, 'name' AS field, document_id,
    person_id AS record, name AS printed_as FROM mentions
  UNION ALL
  SELECT 'mentions', mention_id, 'office_as_printed', document_id, person_id, office_as_printed
  FROM mentions
  UNION ALL
  SELECT 'list_entries', list_entry_id, 'name', document_id, person_id, name FROM list_entries
  UNION ALL
  SELECT 'posts', post_id, 'organization_as_printed', document_id, organization_id,
    organization_as_printed FROM posts
  UNION ALL
  SELECT 'event_reports', event_report_id, 'organizer_as_printed', document_id, organizer_id,
    organizer_as_printed FROM event_reports
  UNION ALL
  SELECT 'event_reports', event_report_id, 'place_as_printed', document_id, place_id,
    place_as_printed FROM event_reports
  UNION ALL
  SELECT 'organization_mentions', organization_mention_id, 'name', document_id, organization_id,
    name FROM organization_mentions
), records AS (
  SELECT 'mentions' AS resource, 'name' AS field, person_id AS record, name FROM people
  UNION ALL SELECT 'mentions', 'office_as_printed', person_id, name FROM people
  UNION ALL SELECT 'list_entries', 'name', person_id, name FROM people
  UNION ALL SELECT 'posts', 'organization_as_printed', organization_id, name FROM organizations
  UNION ALL
  SELECT 'event_reports', 'organizer_as_printed', organization_id, name FROM organizations
  UNION ALL SELECT 'event_reports', 'place_as_printed', place_id, name FROM places
  UNION ALL SELECT 'organization_mentions', 'name', organization_id, name FROM organizations
)
SELECT
  r.reading_id,
  r.resource,
  p.record,
  q.name AS lemma,
  r.field,
  p.printed_as,
  r.cause,
  d.document_id,
  d.title AS document,
  r.note
FROM readings r
JOIN printed p ON p.resource = r.resource AND p.key = r.key AND p.field = r.field
JOIN records q ON q.resource = r.resource AND q.field = r.field AND q.record = p.record
JOIN documents d ON d.document_id = p.document_id
ORDER BY r.resource, p.record, r.reading_id
