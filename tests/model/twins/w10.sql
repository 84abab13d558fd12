-- W10: active project without a notice board (safeguard 6; states 0 no, 3 unknown). id, colour, incomplete.
DROP TABLE IF EXISTS temp.w10;
CREATE TEMP TABLE w10 AS
SELECT s.id, s.active AND coalesce(b.state = 0, 0) AS colour,
       s.active AND coalesce(b.state, 3) = 3 AS incomplete
FROM site s LEFT JOIN state b ON b.of_enterprise = 0 AND b.subject = s.pkid AND b.safeguard = 6;
