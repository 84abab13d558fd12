-- W9: an order issued, past its due day and not closed. id, colour, incomplete.
DROP TABLE IF EXISTS temp.w9;
CREATE TEMP TABLE w9 AS
SELECT s.id,
       CASE WHEN EXISTS (SELECT 1 FROM rectification_order o WHERE o.project = s.pkid AND o.issued <= a.day
                         AND o.due < a.day AND (o.closed IS NULL OR o.closed > a.day)) THEN 3 ELSE 0 END AS colour,
       0 AS incomplete
FROM site s, asked a;
