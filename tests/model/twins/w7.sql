-- W7: age of the oldest arrears by calendar months. id, colour, incomplete.
DROP TABLE IF EXISTS temp.w7;
CREATE TEMP TABLE w7 AS
WITH limits AS (
  SELECT pkid, pay_date, month_after AS orange_after, two_after AS red_after FROM oldest),
today AS (SELECT date(day * 86400, 'unixepoch') AS text FROM asked)
SELECT s.id,
       CASE WHEN l.pkid IS NULL THEN 0
            WHEN l.red_after < today.text THEN 3
            WHEN l.orange_after < today.text THEN 2 ELSE 1 END AS colour,
       s.no_pay_day OR s.first_month IS NULL
         OR (s.first_month <= s.latest_due
             AND (SELECT count(r.gap) FROM payroll r WHERE r.project = s.pkid AND r.month <= s.latest_due)
                 < s.latest_due - s.first_month + 1) AS incomplete
FROM site s CROSS JOIN today LEFT JOIN limits l ON l.pkid = s.pkid;
