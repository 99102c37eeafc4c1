/*
title: What documents report of an event is what the event's record says
title_zh: 各文献对事件的记载与事件记录一致
needs: [events, event_reports]
min_cases: 40
hint: read the reports again; the event's record holds what all of them together say
hint_zh: 请重读各篇报道；活动记录应合各篇所述
*/
WITH facts AS (
  UNPIVOT (
    SELECT event_report_id, event_id, date, CAST(part_of_day AS VARCHAR) AS part_of_day,
      CAST(format AS VARCHAR) AS format, place_id, organizer_id FROM event_reports
  ) ON date, part_of_day, format, place_id, organizer_id INTO NAME fact VALUE stated
), reconciled AS (
  UNPIVOT (
    SELECT event_id, date, CAST(part_of_day AS VARCHAR) AS part_of_day,
      CAST(format AS VARCHAR) AS format, place_id, organizer_id FROM events
  ) ON date, part_of_day, format, place_id, organizer_id INTO NAME fact VALUE known
)
SELECT
  coalesce(f.event_id, r.event_id) || ' ' || coalesce(f.fact, r.fact) AS key,
  min(r.known) AS expected,
  list(CASE WHEN f.fact = 'date' AND starts_with(r.known, f.stated) THEN r.known ELSE f.stated END
    ORDER BY f.event_report_id) FILTER (f.stated IS NOT NULL) AS actual,
  list({'resource': 'event_reports', 'key': f.event_report_id, 'field': f.fact}
    ORDER BY f.stated = r.known, f.event_report_id) FILTER (f.stated IS NOT NULL)
    || [{'resource': 'events', 'key': min(r.event_id), 'field': min(r.fact)}] AS related
FROM facts f FULL JOIN reconciled r USING (event_id, fact)
GROUP BY coalesce(f.event_id, r.event_id), coalesce(f.fact, r.fact)
ORDER BY key
