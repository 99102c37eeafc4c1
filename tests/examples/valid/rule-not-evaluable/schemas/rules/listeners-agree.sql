/*
title: Everyone who spoke had listeners
needs: [talks]
hint: count again
*/
SELECT talk_id AS key, listeners AS expected, CASE WHEN listeners > 1000 THEN listeners END AS actual, CASE WHEN listeners <= 1000 THEN 'too few' END AS reason,
  [{'resource': 'talks', 'key': talk_id, 'field': 'listeners'}] AS related
FROM talks WHERE listeners IS NOT NULL
