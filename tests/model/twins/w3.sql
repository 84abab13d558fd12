-- W3: fewer heads paid than attended in month M. id, colour, incomplete.
DROP TABLE IF EXISTS temp.w3;
CREATE TEMP TABLE w3 AS
SELECT s.id,
       CASE WHEN s.first_month <= s.latest_due AND r.attended > 0 AND r.paid_heads < r.attended THEN 1 ELSE 0 END AS colour,
       s.no_pay_day OR s.first_month IS NULL
         OR (s.first_month <= s.latest_due
             AND (r.attended IS NULL OR (r.attended > 0 AND r.paid_heads IS NULL))) AS incomplete
FROM site s LEFT JOIN payroll r ON r.project = s.pkid AND r.month = s.latest_due;
