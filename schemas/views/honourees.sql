/*
title: Honourees
title_zh: 获誉者一览
description: Who received which honour, with gender, ethnicity and affiliation where a roster prints them.
description_zh: 何人获何荣誉；性别、民族与单位职务以名单所印为限。
needs: [conferrals, people, honours, list_entries, lists, events, places]
*/
SELECT
  c.conferral_id,
  p.person_id,
  p.name,
  h.name AS honour_zh,
  h.name_en AS honour,
  h.level,
  c.year,
  e.name AS event,
  e.date AS event_date,
  l.position,
  l.gender,
  l.ethnicity,
  l.affiliation_as_printed,
  q.name AS list_place,
  c.document_id
FROM conferrals c
JOIN people p USING (person_id)
JOIN honours h USING (honour_id)
LEFT JOIN events e ON e.event_id = c.event_id
LEFT JOIN list_entries l ON l.list_entry_id = c.list_entry_id
LEFT JOIN lists s ON s.list_id = l.list_id
LEFT JOIN places q ON q.place_id = s.place_id
ORDER BY h.honour_id, s.list_id, l.position, p.person_id
