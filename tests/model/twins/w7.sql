-- W7: age of the oldest arrears by calendar months. id, colour, incomplete.
DROP TABLE IF EXISTS temp.w7;
CREATE TEMP TABLE w7 AS
WITH oldest AS (
  SELECT s.pkid, min(r.pay_date) AS pay_date,
         CAST(strftime('%d', min(r.pay_date)) AS INTEGER) AS day_of_month,
         min(r.month) + 1 AS pay_month
  FROM site s JOIN payroll r ON r.project = s.pkid AND r.month <= s.latest_due AND r.gap > 0
  GROUP BY s.pkid),
limits AS (
  SELECT o.pkid, o.pay_date,
         min(date(one.first_day, '+' || (o.day_of_month - 1) || ' days'), one.last_day) AS orange_after,
         min(date(two.first_day, '+' || (o.day_of_month - 1) || ' days'), two.last_day) AS red_after
  FROM oldest o JOIN calendar one ON one.month = o.pay_month + 1
  JOIN calendar two ON two.month = o.pay_month + 2),
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
