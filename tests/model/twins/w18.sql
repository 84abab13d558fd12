-- W18: at most sixty days to Spring Festival and something yellow. id, colour, incomplete.
DROP TABLE IF EXISTS temp.w18;
CREATE TEMP TABLE w18 AS
WITH festival(day) AS (
  SELECT unixepoch(column1) / 86400 FROM (VALUES ('2026-02-17'), ('2027-02-06'), ('2028-01-26'))),
yellow AS (SELECT id FROM w3 WHERE colour = 1 UNION SELECT id FROM w7 WHERE colour = 1
           UNION SELECT id FROM w10 WHERE colour = 1)
SELECT s.id,
       CASE WHEN s.id IN (SELECT id FROM yellow)
                 AND (SELECT min(f.day) FROM festival f WHERE f.day >= a.day) - a.day <= 60 THEN 2 ELSE 0 END AS colour,
       0 AS incomplete
FROM site s, asked a;
