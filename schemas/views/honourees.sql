/*
title: Honourees
title_zh: 获誉者一览
description: Who received which honour, with gender, ethnicity and affiliation where a roster prints them.
description_zh: 何人获何荣誉；性别、民族与单位职务以名单所印为限。
needs: [conferrals, people, honours, list_entries, lists, events, places]
key: [conferral_id]
columns:
  person_id: {title: Person, title_zh: 人物, description: Identifier of the person., description_zh: 人物的标识。}
  name: {title: Name, title_zh: 姓名, description: Name of the person., description_zh: 人物姓名。}
  honour_zh: {title: Honour in Chinese, title_zh: 荣誉（中文）, description: Title of honour., description_zh: 荣誉称号。}
  honour: {title: Honour, title_zh: 荣誉（英文）, description: Title of honour., description_zh: 荣誉称号。}
  year: {title: Year, title_zh: 年份, description: "Year of conferral, where known.", description_zh: 授予年份，未载明则为空。}
  event: {title: Event, title_zh: 事件, description: "Where it was conferred, as far as it is printed.", description_zh: 授予荣誉的事件，以所印为限。}
  event_date: {title: Date of the event, title_zh: 事件日期, description: When the event took place., description_zh: 事件发生日期。}
  list_place: {title: Place of the list, title_zh: 名单地区, description: The place whose people the roster names., description_zh: 名单所属地区。}
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
