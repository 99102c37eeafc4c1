/*
title: What a document says is recorded once
title_zh: 文献所述，只录一次
needs: [claims, conferrals, definitions, event_reports, mentions, omissions, organization_mentions, participations, posts]
min_cases: 1102
hint: take one of the rows out, or say in which cell they differ
hint_zh: 请删去其中一行，或写明二者何处不同
*/
WITH said AS (
  SELECT 'claims' AS resource, claim_id AS key, to_json(t) AS cells,
    '{"claim_id": null}' AS own FROM claims t
  UNION ALL SELECT 'conferrals', conferral_id, to_json(t), '{"conferral_id": null}' FROM conferrals t
  UNION ALL SELECT 'definitions', definition_id, to_json(t), '{"definition_id": null}'
    FROM definitions t
  UNION ALL SELECT 'event_reports', event_report_id, to_json(t), '{"event_report_id": null}'
    FROM event_reports t
  UNION ALL SELECT 'mentions', mention_id, to_json(t), '{"mention_id": null}' FROM mentions t
  UNION ALL SELECT 'omissions', omission_id, to_json(t), '{"omission_id": null}' FROM omissions t
  UNION ALL SELECT 'organization_mentions', organization_mention_id, to_json(t),
    '{"organization_mention_id": null}' FROM organization_mentions t
  UNION ALL SELECT 'participations', participation_id, to_json(t), '{"participation_id": null}'
    FROM participations t
  UNION ALL SELECT 'posts', post_id, to_json(t), '{"post_id": null}' FROM posts t
), bare AS (
  SELECT resource, key,
    json_merge_patch(cells, own, '{"_row": null, "note": null}') AS cells
  FROM said
)
SELECT
  resource || '/' || min(key) AS key,
  1 AS expected,
  count(*) AS actual,
  list({'resource': resource, 'key': key, 'field': NULL} ORDER BY key) AS related
FROM bare
GROUP BY resource, cells
ORDER BY 1
