/*
title: Everyone who spoke had listeners
needs: [talks]
hint: count again
*/
SELECT talk_id AS key, listeners AS expected, least(listeners, 804) AS actual,
  [{'resource': 'talks', 'key': talk_id, 'field': 'listeners'}] AS related
FROM talks WHERE listeners IS NOT NULL
