-- W14: complaints of ten persons or more on the thirty days to the day. id, colour, incomplete.
DROP TABLE IF EXISTS temp.w14;
CREATE TEMP TABLE w14 AS
SELECT s.id,
       CASE WHEN (SELECT sum(c.persons) FROM complaint c WHERE c.project = s.pkid AND c.received <= a.day
                  AND c.received > a.day - 30) >= 10 THEN 3 ELSE 0 END AS colour,
       0 AS incomplete
FROM site s, asked a;
