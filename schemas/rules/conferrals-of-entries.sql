/*
title: Everyone on a roster received its honour, and nobody else by it
title_zh: 名单所列之人均有相应授予，且仅此
needs: [lists, list_entries, conferrals]
min_cases: 35
hint: add the conferral that the entry supports, or correct its person, or the honour of its list
hint_zh: 请补录名单条目所证的授予，或更正其人物，或所属名单的荣誉
*/
SELECT
  e.list_entry_id AS key,
  e.person_id || ' ' || l.honour_id AS expected,
  list(c.person_id || ' ' || c.honour_id ORDER BY c.conferral_id)
    FILTER (c.conferral_id IS NOT NULL) AS actual,
  [{'resource': 'list_entries', 'key': e.list_entry_id, 'field': 'person_id'},
    {'resource': 'lists', 'key': l.list_id, 'field': 'honour_id'}] AS related
FROM list_entries e
JOIN lists l USING (list_id)
LEFT JOIN conferrals c USING (list_entry_id)
GROUP BY e.list_entry_id, e.person_id, l.list_id, l.honour_id
ORDER BY key
