/*
title: The author of a document is the one whose name is printed over it
title_zh: 文献作者即所印署名之人或机构
needs: [documents, people, organizations, posts, organization_mentions]
min_cases: 52
hint: look first whether author_id or organization_id in raw/documents.csv names the one who is
  printed; then whether author_as_printed and that name were typed as the source prints them
hint_zh: 请先核对 raw/documents.csv 中的 author_id 或 organization_id 是否为所印署名者；再核对
  author_as_printed 与该名称是否与来源一致
*/
WITH forms AS ( -- what a body is called in print; a masthead drops the sign between two bodies
  SELECT organization_id, name AS form FROM organizations
  UNION SELECT organization_id, replace(name, '、', '') FROM organizations
  UNION SELECT organization_id, organization_as_printed FROM posts
  UNION SELECT organization_id, name FROM organization_mentions
)
SELECT
  d.document_id AS key,
  d.author_as_printed AS expected,
  coalesce(p.name, (
    SELECT arg_min(form, (levenshtein(form, d.author_as_printed), form)) FROM forms f
    WHERE f.organization_id = d.organization_id
  )) AS actual,
  [{'resource': 'documents', 'key': d.document_id,
      'field': CASE WHEN p.name IS NULL THEN 'organization_id' ELSE 'author_id' END},
    CASE WHEN p.name IS NULL
      THEN {'resource': 'organizations', 'key': d.organization_id, 'field': 'name'}
      ELSE {'resource': 'people', 'key': d.author_id, 'field': 'name'} END] AS related
FROM documents d LEFT JOIN people p ON p.person_id = d.author_id
WHERE d.author_as_printed IS NOT NULL AND coalesce(d.author_id, d.organization_id) IS NOT NULL
ORDER BY key
