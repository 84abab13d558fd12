-- The score in milli-points: weight * permille of five terms (35 age, 25 amount, 20 heads, 12 safeguards,
-- 8 data). id, score.
DROP TABLE IF EXISTS temp.score;
CREATE TEMP TABLE score AS
WITH money AS (
  SELECT s.pkid, coalesce(sum(r.gap), 0) AS arrears,
         sum(CASE WHEN r.due_fen > 0 THEN r.due_fen END)
           / count(CASE WHEN r.due_fen > 0 THEN 1 END) AS average,
         min(CASE WHEN r.gap > 0 THEN r.pay_date END) AS oldest
  FROM site s LEFT JOIN payroll r ON r.project = s.pkid AND r.month <= s.latest_due GROUP BY s.pkid),
steps AS (  -- the oldest pay date and each month after it, by calendar
  SELECT m.pkid, c.month,
         min(date(c.first_day, '+' || (CAST(strftime('%d', m.oldest) AS INTEGER) - 1) || ' days'),
             c.last_day) AS at,
         row_number() OVER (PARTITION BY m.pkid ORDER BY c.month) - 1 AS whole
  FROM money m JOIN calendar c ON c.last_day >= m.oldest),
age AS (
  SELECT low.pkid,
         10 * low.whole + 10 * (a.day - unixepoch(low.at) / 86400)
                     / (unixepoch(high.at) / 86400 - unixepoch(low.at) / 86400) AS tenths
  FROM asked a JOIN steps low ON unixepoch(low.at) / 86400 <= a.day
  JOIN steps high ON high.pkid = low.pkid AND high.month = low.month + 1
       AND unixepoch(high.at) / 86400 > a.day),
no_state AS (
  SELECT s.pkid, s.active * (
    EXISTS (SELECT 1 FROM state x WHERE x.of_enterprise = 0 AND x.subject = s.pkid
            AND x.safeguard = 2 AND x.state = 0)
    + EXISTS (SELECT 1 FROM state x WHERE x.of_enterprise = 0 AND x.subject = s.pkid
              AND x.safeguard = 6 AND x.state = 0)
    + EXISTS (SELECT 1 FROM state x, enterprise e
              WHERE x.of_enterprise = 1 AND x.subject = e.pkid AND e.uscc = s.contractor
              AND x.safeguard = 3 AND x.state = 0)) AS n
  FROM site s),
lacking AS (
  SELECT id, sum(incomplete) AS n
  FROM (SELECT * FROM w1 UNION ALL SELECT * FROM w3 UNION ALL SELECT * FROM w4 UNION ALL SELECT * FROM w7
        UNION ALL SELECT * FROM w8 UNION ALL SELECT * FROM w9 UNION ALL SELECT * FROM w10 UNION ALL SELECT * FROM w11
        UNION ALL SELECT * FROM w13 UNION ALL SELECT * FROM w14 UNION ALL SELECT * FROM w15 UNION ALL SELECT * FROM w16
        UNION ALL SELECT * FROM w17 UNION ALL SELECT * FROM w18) GROUP BY id)
SELECT s.id,
       35 * min(1000, coalesce(g.tenths, 0) * 1000 / 60)
       + 25 * CASE WHEN m.arrears = 0 THEN 0 WHEN coalesce(m.average, 0) = 0 THEN 1000
                   ELSE min(1000, m.arrears * 1000 / (m.average * 3)) END
       + 20 * CASE WHEN s.first_month <= s.latest_due AND r.attended > 0 AND r.paid_heads < r.attended
                   THEN (r.attended - r.paid_heads) * 1000 / r.attended ELSE 0 END
       + 12 * (n.n * 1000 / 3)
       + 8 * (x.n * 1000 / 14) AS score
FROM site s JOIN money m ON m.pkid = s.pkid JOIN no_state n ON n.pkid = s.pkid
LEFT JOIN age g ON g.pkid = s.pkid
LEFT JOIN payroll r ON r.project = s.pkid AND r.month = s.latest_due
JOIN lacking x ON x.id = s.id;
