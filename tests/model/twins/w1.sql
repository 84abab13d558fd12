-- W1: attended in month M, no payroll from its first day on. id, colour (0 none 1 yellow 2 orange 3 red),
-- incomplete.
DROP TABLE IF EXISTS temp.w1;
CREATE TEMP TABLE w1 AS
WITH seen AS (
  SELECT s.*, r.attended,
         CASE WHEN EXISTS (SELECT 1 FROM payroll x, asked a, calendar c
                           WHERE x.project = s.pkid AND c.month = s.latest_due AND x.last_payroll <= a.day
                             AND x.last_payroll >= unixepoch(c.first_day) / 86400) THEN 1
              WHEN r.project IS NULL THEN NULL
              WHEN r.last_payroll IS NOT NULL THEN 0
              ELSE r.paid_fen > 0 END AS paid
  FROM site s LEFT JOIN payroll r ON r.project = s.pkid AND r.month = s.latest_due)
SELECT id,
       CASE WHEN first_month <= latest_due AND paid = 0 AND attended > 0 THEN 3 ELSE 0 END AS colour,
       no_pay_day OR first_month IS NULL
         OR (first_month <= latest_due AND coalesce(paid, 0) = 0
             AND (attended IS NULL OR (attended > 0 AND paid IS NULL))) AS incomplete
FROM seen;
