/*
title: The name of a person, place, thing, honour or event is one that a passage prints
title_zh: 人、地、物、荣誉、活动的名称见于所引原文
needs: [people, places, things, honours, events, mentions, list_entries, event_reports,
  participations, evidence]
min_cases: 149
hint: look first whether the name that is shown is the right one, character by character; if it is
  what the source prints, cite the passage that prints it where the record is spoken of
hint_zh: 请先逐字核对所示名称是否有误；若来源确如此印刷，请在述及该记录之处引用印有此名的原文
*/
WITH named AS ( -- places-coded holds those with a code; events that no passage names are ours
  SELECT 'people' AS resource, person_id AS key, name FROM people
  UNION ALL SELECT 'places', place_id, name FROM places WHERE gbt2260 IS NULL AND kind <> 'country'
  UNION ALL SELECT 'things', thing_id, name FROM things
  UNION ALL SELECT 'honours', honour_id, name FROM honours
  UNION ALL SELECT 'events', event_id, name FROM events WHERE event_id IN (
    SELECT p.event_id FROM participations p JOIN evidence e ON e.resource = 'participations'
      AND e.key = p.participation_id AND e.field = 'event_id'
    UNION SELECT r.event_id FROM event_reports r JOIN evidence e ON e.resource = 'event_reports'
      AND e.key = r.event_report_id AND e.field = 'event_id')
), forms AS (
  SELECT 'people' AS resource, person_id AS key, name AS form FROM mentions
  UNION SELECT 'people', person_id, name FROM list_entries
  UNION SELECT 'places', place_id, place_as_printed FROM event_reports
), cited AS ( -- an honour may also be what somebody speaks for: its passage is that of the words
  SELECT CASE field WHEN 'place_id' THEN 'places' WHEN 'thing_id' THEN 'things'
    WHEN 'event_id' THEN 'events' ELSE 'honours' END AS resource, span_digest
  FROM evidence WHERE field IN ('place_id', 'thing_id', 'event_id', 'honour_id', 'on_behalf_of')
), nearest AS (
  SELECT n.resource, n.key, arg_min(f.form, levenshtein(f.form, n.name)) AS form
  FROM named n JOIN forms f USING (resource, key) GROUP BY ALL
)
SELECT
  n.resource || '/' || n.key AS key,
  CASE WHEN (n.resource, sha256(n.name)) IN (FROM cited) THEN n.name
    ELSE coalesce(f.form, 'a name that a passage prints') END AS expected,
  n.name AS actual,
  [{'resource': n.resource, 'key': n.key, 'field': 'name'}] AS related
FROM named n LEFT JOIN nearest f USING (resource, key)
ORDER BY key
