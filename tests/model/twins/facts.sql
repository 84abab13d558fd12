-- What the twins rest on, from the store's raw tables only; asked(day) holds the day asked for. Shares
-- nothing with the engine.
DROP TABLE IF EXISTS temp.calendar;
DROP TABLE IF EXISTS temp.standing;
DROP TABLE IF EXISTS temp.site;
DROP TABLE IF EXISTS temp.payroll;
DROP TABLE IF EXISTS temp.state;
DROP TABLE IF EXISTS temp.account;
DROP TABLE IF EXISTS temp.oldest;

-- Months around the data: number (year * 12 + month - 1), first and last day as text.
CREATE TEMP TABLE calendar AS
WITH RECURSIVE span(low, high) AS (
  SELECT min(coalesce((SELECT min(month) FROM project_month), 999999), now.m - 4), now.m + 3
  FROM (SELECT CAST(strftime('%Y', day * 86400, 'unixepoch') AS INTEGER) * 12
             + CAST(strftime('%m', day * 86400, 'unixepoch') AS INTEGER) - 1 AS m FROM asked) AS now),
run(month) AS (SELECT low FROM span UNION ALL SELECT month + 1 FROM run WHERE month < (SELECT high FROM span))
SELECT month,
       printf('%04d-%02d-01', month / 12, month % 12 + 1) AS first_day,
       date(printf('%04d-%02d-01', month / 12, month % 12 + 1), '+1 month', '-1 day') AS last_day
FROM run;
CREATE UNIQUE INDEX temp.calendar_month ON calendar (month);

-- Each month's row as it holds on the day (bare columns of max() are those of its row).
CREATE TEMP TABLE payroll AS
SELECT project, month, max(valid_from) AS valid_from, attended, paid_heads, due_fen, paid_fen, inflow_fen, balance_fen,
       last_payroll,
       CAST(NULL AS TEXT) AS pay_date, CAST(NULL AS INTEGER) AS gap
FROM project_month WHERE valid_from <= (SELECT day FROM asked) GROUP BY project, month;
CREATE UNIQUE INDEX temp.payroll_key ON payroll (project, month);

UPDATE payroll SET gap = CASE WHEN due_fen = 0 THEN 0
                              WHEN due_fen IS NOT NULL AND paid_fen IS NOT NULL
                              THEN max(0, due_fen - paid_fen) END,
  pay_date = (SELECT min(date(c.first_day, '+' || (coalesce(p.约定发薪日, 31) - 1) || ' days'), c.last_day)
              FROM calendar c, project p WHERE c.month = payroll.month + 1 AND p.pkid = payroll.project);

-- The status on the day: as the row says from the newest batch's day (UTC+8) on; before it from start and finish.
CREATE TEMP TABLE standing AS
SELECT pkid,
       CASE WHEN 状态 = '停工' OR (SELECT day FROM asked) >= (SELECT (max(recorded_at) + 28800) / 86400 FROM batch) THEN 状态
            WHEN 开工日期 > (SELECT date(day * 86400, 'unixepoch') FROM asked) THEN '完工'
            WHEN 状态 = '在建' THEN '在建'
            WHEN 开工日期 IS NOT NULL AND 约定竣工 > (SELECT date(day * 86400, 'unixepoch') FROM asked) THEN '在建'
            ELSE '完工' END AS 状态
FROM project;
CREATE UNIQUE INDEX temp.standing_key ON standing (pkid);

-- One row a project: latest_due is month M, first_month the first known row's.
CREATE TEMP TABLE site AS
SELECT p.pkid, p.编号 AS id, t.状态 = '在建' AS active, t.状态 = '完工' AS finished,
       p.三无工程 AS unlicensed, p.约定发薪日 IS NULL AS no_pay_day,
       p.施工总承包 AS contractor,
       (SELECT min(month) FROM payroll r WHERE r.project = p.pkid) AS first_month,
       (SELECT max(c.month) - 1 FROM calendar c
        WHERE min(date(c.first_day, '+' || (coalesce(p.约定发薪日, 31) - 1) || ' days'), c.last_day)
              < (SELECT date(day * 86400, 'unixepoch') FROM asked)) AS latest_due
FROM project p JOIN standing t ON t.pkid = p.pkid;
UPDATE site SET latest_due = min(latest_due, (SELECT max(month) FROM payroll r WHERE r.project = site.pkid))
WHERE first_month IS NOT NULL AND site.finished;

-- Safeguards as they hold on the day.
CREATE TEMP TABLE state AS
SELECT of_enterprise, subject, safeguard, max(valid_from) AS valid_from, state
FROM safeguard WHERE valid_from <= (SELECT day FROM asked) GROUP BY of_enterprise, subject, safeguard;

-- The dedicated account (safeguard 2): its state on the day (3 unknown) and the day since which it is "yes" (1).
CREATE TEMP TABLE account AS
SELECT p.pkid, coalesce((SELECT state FROM state x WHERE x.of_enterprise = 0 AND x.subject = p.pkid AND x.safeguard = 2), 3)
         AS state,
       (SELECT min(y.valid_from) FROM safeguard y, asked a
        WHERE y.of_enterprise = 0 AND y.subject = p.pkid AND y.safeguard = 2 AND y.state = 1 AND y.valid_from <= a.day
          AND y.valid_from > coalesce((SELECT max(n.valid_from) FROM safeguard n WHERE n.of_enterprise = 0
                AND n.subject = p.pkid AND n.safeguard = 2 AND n.state <> 1 AND n.valid_from <= a.day), -1)) AS since
FROM project p;

-- The pay date of the oldest arrears, and one and two calendar months after it.
CREATE TEMP TABLE oldest AS
WITH first AS (
  SELECT s.pkid, min(r.pay_date) AS pay_date, CAST(strftime('%d', min(r.pay_date)) AS INTEGER) AS day_of_month,
         min(r.month) + 1 AS pay_month
  FROM site s JOIN payroll r ON r.project = s.pkid AND r.month <= s.latest_due AND r.gap > 0 GROUP BY s.pkid)
SELECT o.pkid, o.pay_date,
       min(date(one.first_day, '+' || (o.day_of_month - 1) || ' days'), one.last_day) AS month_after,
       min(date(two.first_day, '+' || (o.day_of_month - 1) || ' days'), two.last_day) AS two_after
FROM first o JOIN calendar one ON one.month = o.pay_month + 1 JOIN calendar two ON two.month = o.pay_month + 2;
