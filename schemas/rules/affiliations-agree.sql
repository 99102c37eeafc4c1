/*
title: Documents print a roster member's body and post as the roster does
title_zh: 各文献所印名单人员的单位职务与名单一致
needs: [list_entries, mentions, readings]
min_cases: 35
hint: read both lines again; explain a difference that is printed by a reading
hint_zh: 请重读两处名单；若确系印刷有别，以异读说明
*/
SELECT
  e.list_entry_id AS key,
  e.affiliation_as_printed AS expected,
  list(CASE WHEN r.reading_id IS NULL THEN m.office_as_printed ELSE e.affiliation_as_printed END
    ORDER BY m.mention_id) AS actual,
  list({'resource': 'mentions', 'key': m.mention_id, 'field': 'office_as_printed'}
    ORDER BY m.office_as_printed = e.affiliation_as_printed, m.mention_id) AS related
FROM list_entries e
JOIN mentions m ON m.person_id = e.person_id AND m.office_as_printed IS NOT NULL
LEFT JOIN readings r ON r.resource = 'mentions' AND r.key = m.mention_id
  AND r.field = 'office_as_printed'
GROUP BY e.list_entry_id, e.affiliation_as_printed
ORDER BY key
