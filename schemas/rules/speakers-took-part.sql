/*
title: Whoever signs a speech at an event is said to have spoken there
title_zh: 在会上发表讲话者，均有发言或讲话的记载
needs: [documents, participations]
min_cases: 10
hint: add the participation that a document reports, or correct the author or event
hint_zh: 请补录文献所载的参与，或更正作者或活动
*/
SELECT
  d.document_id AS key,
  d.author_id AS expected,
  CASE WHEN count(p.participation_id) > 0 THEN d.author_id ELSE 'nobody said so' END AS actual,
  [{'resource': 'documents', 'key': d.document_id, 'field': 'author_id'}] AS related
FROM documents d
LEFT JOIN participations p ON p.event_id = d.event_id AND p.person_id = d.author_id
  AND p.role IN ('spoke', 'addressed')
WHERE d.kind = 'speech' AND d.author_id IS NOT NULL AND d.event_id IS NOT NULL
GROUP BY d.document_id, d.author_id
ORDER BY key
