-- Who is red by a rule that can be. id.
DROP TABLE IF EXISTS temp.red;
CREATE TEMP TABLE red AS
SELECT id FROM w1 WHERE colour = 3 UNION SELECT id FROM w4 WHERE colour = 3 UNION SELECT id FROM w7 WHERE colour = 3
UNION SELECT id FROM w9 WHERE colour = 3 UNION SELECT id FROM w14 WHERE colour = 3;
