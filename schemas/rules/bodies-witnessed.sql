/*
title: Every body on record is named by a document, or is above one that is
title_zh: 凡收录的机构均有文献提及，或为所提及机构之上级
needs: [organizations, posts, organization_mentions, event_reports, participations, claims,
  documents, honours, things]
min_cases: 125
hint: add the statement that names it, or delete the record
hint_zh: 请补录提到它的陈述，或删除该记录
*/
WITH named AS (
  SELECT organization_id FROM posts
  UNION SELECT organization_id FROM organization_mentions
  UNION SELECT organizer_id FROM event_reports
  UNION SELECT organization_id FROM participations
  UNION SELECT organization_id FROM claims
  UNION SELECT organization_id FROM documents
  UNION SELECT parent_id FROM organizations
)
SELECT
  o.organization_id AS key,
  'named' AS expected,
  CASE WHEN n.organization_id IS NULL THEN 'named nowhere' ELSE 'named' END AS actual,
  [{'resource': 'organizations', 'key': o.organization_id, 'field': 'name'}] AS related
FROM organizations o LEFT JOIN named n USING (organization_id)
ORDER BY key
