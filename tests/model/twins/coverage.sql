-- Coverage from the store's raw tables only; asked(day, moment) holds the day and the instant at which feeds are
-- judged, and facts.sql has run. Window: 3 months. Shares nothing with the engine.
-- covered: id (project), safeguard, state as shown. cell: unit, safeguard, state, n; unit '*' is the city.
DROP TABLE IF EXISTS temp.silent;
DROP TABLE IF EXISTS temp.paid_monthly;
DROP TABLE IF EXISTS temp.by_rows;
DROP TABLE IF EXISTS temp.covered;
DROP TABLE IF EXISTS temp.cell;

-- Feeds that hold for a project on the day and are stale at the moment.
CREATE TEMP TABLE silent AS
WITH holds AS (
  SELECT l.project, f.kind, f.pkid, f.stale_after_s,
         row_number() OVER (PARTITION BY l.project, f.kind ORDER BY l.valid_from DESC, f.id DESC) AS nth
  FROM project_feed l JOIN feed f ON f.pkid = l.feed WHERE l.valid_from <= (SELECT day FROM asked))
SELECT h.project, h.kind FROM holds h, asked a
WHERE h.nth = 1 AND a.moment - coalesce((SELECT max(arrived_at) FROM feed_arrival x
                                         WHERE x.feed = h.pkid AND x.arrived_at <= a.moment),
                                        -1000000000000) > h.stale_after_s;

-- Each month of the window: 1 kept, 0 broken, NULL unknown.
CREATE TEMP TABLE paid_monthly AS
WITH judged AS (
  SELECT s.pkid, s.no_pay_day, c.month,
         CASE WHEN r.due_fen = 0 THEN 1
              WHEN r.due_fen IS NULL OR r.paid_fen IS NULL THEN NULL
              WHEN r.paid_fen < r.due_fen THEN 0
              WHEN date(r.last_payroll * 86400, 'unixepoch') <= r.pay_date THEN 1
              WHEN (SELECT q.paid_fen >= r.due_fen FROM project_month q
                    WHERE q.project = s.pkid AND q.month = c.month
                      AND date(q.valid_from * 86400, 'unixepoch') <= r.pay_date
                      AND q.valid_from <= (SELECT day FROM asked)
                    ORDER BY q.valid_from DESC LIMIT 1) = 1 THEN 1
              WHEN r.last_payroll IS NULL THEN NULL
              ELSE 0 END AS kept
  FROM site s JOIN calendar c ON c.month BETWEEN max(s.first_month, s.latest_due - 2) AND s.latest_due
  LEFT JOIN payroll r ON r.project = s.pkid AND r.month = c.month),
months AS (
  SELECT pkid, sum(kept = 0) AS broken, sum(kept IS NULL) AS not_known FROM judged GROUP BY pkid)
SELECT s.pkid,
       CASE WHEN s.first_month > s.latest_due THEN 2
            WHEN s.first_month IS NULL
            THEN CASE WHEN CAST(strftime('%Y', p.开工日期) AS INTEGER) * 12
                           + CAST(strftime('%m', p.开工日期) AS INTEGER) - 1 > s.latest_due
                      THEN 2 ELSE 3 END
            WHEN m.broken > 0 THEN 0
            WHEN m.not_known > 0 OR s.no_pay_day THEN 3
            ELSE 1 END AS state
FROM site s JOIN project p ON p.pkid = s.pkid LEFT JOIN months m ON m.pkid = s.pkid;

CREATE TEMP TABLE by_rows AS
WITH RECURSIVE numbers(safeguard) AS (SELECT 0 UNION ALL SELECT safeguard + 1 FROM numbers WHERE safeguard < 9)
SELECT s.pkid, s.id, s.contractor, s.active, n.safeguard,
       CASE WHEN n.safeguard = 1 THEN (SELECT state FROM paid_monthly m WHERE m.pkid = s.pkid)
            WHEN n.safeguard IN (3, 5, 7)
            THEN coalesce((SELECT x.state FROM state x JOIN enterprise e ON e.pkid = x.subject
                           WHERE x.of_enterprise = 1 AND e.uscc = s.contractor AND x.safeguard = n.safeguard), 3)
            ELSE coalesce((SELECT x.state FROM state x
                           WHERE x.of_enterprise = 0 AND x.subject = s.pkid AND x.safeguard = n.safeguard), 3)
       END AS state
FROM site s, numbers n;

CREATE TEMP TABLE covered AS
SELECT b.id, b.pkid, b.contractor, b.active, b.safeguard, p.监管单位 AS unit,
       CASE WHEN b.state = 1
                 AND EXISTS (SELECT 1 FROM silent q WHERE q.project = b.pkid
                             AND q.kind = CASE WHEN b.safeguard = 0 THEN 1 WHEN b.safeguard IN (1, 2, 4) THEN 0 END)
            THEN 3 ELSE b.state END AS state
FROM by_rows b JOIN project p ON p.pkid = b.pkid;

CREATE TEMP TABLE cell AS
WITH who AS (
  SELECT safeguard, state, unit, CASE WHEN safeguard IN (3, 5, 7) THEN contractor ELSE id END AS one
  FROM covered WHERE active AND (safeguard NOT IN (3, 5, 7) OR contractor <> ''))
SELECT unit, safeguard, state, count(DISTINCT one) AS n FROM who GROUP BY unit, safeguard, state
UNION ALL
SELECT '*', safeguard, state, count(DISTINCT one) FROM who GROUP BY safeguard, state;
