/*
title: Everyone who spoke had listeners
needs: [talks]
hint: count again
*/
SELECT talk_id AS key, true AS expected, listeners > 0 AS actual,
  [{'resource': 'talks', 'key': talk_id, 'field': 'listeners'}] AS related
FROM talks WHERE listeners IS NOT NULL
