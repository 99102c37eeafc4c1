/*
title: The body to which a thing belongs is named where the thing is spoken of
title_zh: 物之所属机构见于述及该物的文献
needs: [things, claims, organization_mentions, posts, mentions]
min_cases: 4
hint: correct organization_id, or record where the document names the body
hint_zh: 请更正 organization_id，或补录文献提到该机构之处
*/
WITH named AS (
  SELECT document_id, organization_id FROM organization_mentions
  UNION
  SELECT m.document_id, p.organization_id FROM posts p JOIN mentions m USING (mention_id)
  WHERE p.organization_id IS NOT NULL
), said AS (
  SELECT t.thing_id, t.organization_id,
    bool_or(n.organization_id IS NOT NULL) AS found
  FROM things t JOIN claims c USING (thing_id)
  LEFT JOIN named n ON n.document_id = c.document_id AND n.organization_id = t.organization_id
  WHERE t.organization_id IS NOT NULL
  GROUP BY t.thing_id, t.organization_id
)
SELECT
  thing_id AS key,
  organization_id AS expected,
  CASE WHEN found THEN organization_id ELSE 'not named' END AS actual,
  [{'resource': 'things', 'key': thing_id, 'field': 'organization_id'}] AS related
FROM said
ORDER BY key
