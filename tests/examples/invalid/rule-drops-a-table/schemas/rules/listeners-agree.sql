/*
title: Everyone who spoke had listeners
needs: [talks]
hint: count again
*/
DROP TABLE talks