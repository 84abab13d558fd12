-- W4: more than a tenth of the heads that attended month M were not paid. id, colour, incomplete.
DROP TABLE IF EXISTS temp.w4;
CREATE TEMP TABLE w4 AS
SELECT s.id,
       CASE WHEN s.first_month <= s.latest_due AND r.attended > 0
                 AND 1000 * (r.attended - r.paid_heads) > 100 * r.attended THEN 3 ELSE 0 END AS colour,
       s.no_pay_day OR s.first_month IS NULL
         OR (s.first_month <= s.latest_due
             AND (r.attended IS NULL OR (r.attended > 0 AND r.paid_heads IS NULL))) AS incomplete
FROM site s LEFT JOIN payroll r ON r.project = s.pkid AND r.month = s.latest_due;
