-- W15: active project without a dedicated account (2) or whose contractor lodged no deposit (3). id,
-- colour, incomplete.
DROP TABLE IF EXISTS temp.w15;
CREATE TEMP TABLE w15 AS
SELECT s.id,
       CASE WHEN s.active AND (coalesce(a.state, 3) = 0 OR coalesce(d.state, 3) = 0)
            THEN 2 ELSE 0 END AS colour,
       s.active AND (coalesce(a.state, 3) = 3 OR coalesce(d.state, 3) = 3) AS incomplete
FROM site s
LEFT JOIN state a ON a.of_enterprise = 0 AND a.subject = s.pkid AND a.safeguard = 2
LEFT JOIN enterprise e ON e.uscc = s.contractor
LEFT JOIN state d ON d.of_enterprise = 1 AND d.subject = e.pkid AND d.safeguard = 3;
