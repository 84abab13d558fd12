-- W17: unlicensed, not finished. id, colour, incomplete.
DROP TABLE IF EXISTS temp.w17;
CREATE TEMP TABLE w17 AS
SELECT id, CASE WHEN unlicensed AND NOT finished THEN 2 ELSE 0 END AS colour, 0 AS incomplete FROM site;
