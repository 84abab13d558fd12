-- W11: months back from M with wages due and nothing transferred, while the account was there; the oldest one's pay date
-- more than a month ago. id, colour, incomplete.
DROP TABLE IF EXISTS temp.w11;
CREATE TEMP TABLE w11 AS
WITH span AS (
  SELECT s.pkid, c.month, a.since, r.project, r.due_fen, r.inflow_fen,
         min(date(n.first_day, '+' || (coalesce(p.约定发薪日, 31) - 1) || ' days'), n.last_day) AS pay_date
  FROM site s JOIN account a ON a.pkid = s.pkid AND a.state = 1 JOIN project p ON p.pkid = s.pkid
  JOIN calendar c ON c.month BETWEEN s.first_month AND s.latest_due JOIN calendar n ON n.month = c.month + 1
  LEFT JOIN payroll r ON r.project = s.pkid AND r.month = c.month),
marked AS (
  SELECT pkid, month, pay_date,
         CASE WHEN unixepoch(pay_date) / 86400 < since THEN 'before'
              WHEN project IS NULL OR due_fen IS NULL THEN 'unknown'
              WHEN due_fen = 0 THEN 'idle'
              WHEN inflow_fen IS NULL THEN 'unknown'
              WHEN inflow_fen = 0 THEN 'run' ELSE 'paid' END AS kind
  FROM span),
stop AS (  -- bare kind is that of the row with the maximum
  SELECT pkid, max(month) AS month, kind FROM marked WHERE kind IN ('before', 'unknown', 'paid') GROUP BY pkid),
run AS (
  SELECT m.pkid, min(m.month) + 1 AS pay_month, min(m.pay_date) AS pay_date FROM marked m LEFT JOIN stop t ON t.pkid = m.pkid
  WHERE m.kind = 'run' AND m.month > coalesce(t.month, -1) GROUP BY m.pkid),
late AS (
  SELECT r.pkid FROM run r JOIN calendar c ON c.month = r.pay_month + 1, asked a
  WHERE min(date(c.first_day, '+' || (CAST(strftime('%d', r.pay_date) AS INTEGER) - 1) || ' days'), c.last_day)
        < date(a.day * 86400, 'unixepoch'))
SELECT s.id, CASE WHEN l.pkid IS NOT NULL THEN 2 ELSE 0 END AS colour,
       a.state = 3 OR (a.state = 1 AND (s.no_pay_day OR s.first_month IS NULL
                                        OR (l.pkid IS NULL AND coalesce(t.kind = 'unknown', 0)))) AS incomplete
FROM site s JOIN account a ON a.pkid = s.pkid LEFT JOIN late l ON l.pkid = s.pkid LEFT JOIN stop t ON t.pkid = s.pkid;
