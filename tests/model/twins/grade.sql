-- The grade from the rules' twins: gravest colour; none fired and data lacking is unknown (4), else A (0).
-- id, grade, incomplete.
DROP TABLE IF EXISTS temp.grade;
CREATE TEMP TABLE grade AS
WITH rules AS (
  SELECT id, max(colour) AS colour, max(incomplete) AS incomplete
  FROM (SELECT * FROM w1 UNION ALL SELECT * FROM w3 UNION ALL SELECT * FROM w4 UNION ALL SELECT * FROM w7
        UNION ALL SELECT * FROM w8 UNION ALL SELECT * FROM w9 UNION ALL SELECT * FROM w10 UNION ALL SELECT * FROM w11
        UNION ALL SELECT * FROM w13 UNION ALL SELECT * FROM w14 UNION ALL SELECT * FROM w15 UNION ALL SELECT * FROM w16
        UNION ALL SELECT * FROM w17 UNION ALL SELECT * FROM w18)
  GROUP BY id)
SELECT id, CASE WHEN colour > 0 THEN colour WHEN incomplete THEN 4 ELSE 0 END AS grade, incomplete FROM rules;
