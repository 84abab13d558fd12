-- W8: red on the day and a month before (red_before: red.sql as of that day). id, colour, incomplete.
DROP TABLE IF EXISTS temp.w8;
CREATE TEMP TABLE w8 AS
SELECT id, CASE WHEN id IN (SELECT id FROM red) AND id IN (SELECT id FROM red_before) THEN 3 ELSE 0 END AS colour,
       0 AS incomplete
FROM site;
