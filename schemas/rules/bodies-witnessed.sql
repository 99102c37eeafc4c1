/*
title: Every body on record is printed by a document, under its name or a form of it
title_zh: 凡收录的机构均有文献印其名称或简称
needs: [organizations, posts, organization_mentions, event_reports]
min_cases: 125
hint: add to organization_mentions the passage that prints it, or delete the record
hint_zh: 请在 organization_mentions 中补录印有其名的原文，或删除该记录
*/
WITH printed AS (
  SELECT organization_id FROM posts WHERE organization_as_printed IS NOT NULL
  UNION SELECT organization_id FROM organization_mentions
  UNION SELECT organizer_id FROM event_reports WHERE organizer_as_printed IS NOT NULL
)
SELECT
  o.organization_id AS key,
  'printed' AS expected,
  CASE WHEN n.organization_id IS NULL THEN 'printed nowhere' ELSE 'printed' END AS actual,
  [{'resource': 'organizations', 'key': o.organization_id, 'field': 'name'}] AS related
FROM organizations o LEFT JOIN printed n USING (organization_id)
ORDER BY key
