-- W13: what the account had for month M below half of the wages due, or less than 80 % paid in M and the month before.
-- id, colour, incomplete.
DROP TABLE IF EXISTS temp.w13;
CREATE TEMP TABLE w13 AS
WITH parts AS (
  SELECT s.id, s.no_pay_day OR s.first_month IS NULL AS no_basis, s.first_month <= s.latest_due AS something_due,
         r.project IS NULL AS no_row,
         CASE WHEN r.due_fen IS NULL THEN NULL WHEN r.due_fen = 0 THEN 0 WHEN a.state = 3 THEN NULL
              WHEN a.state <> 1 OR a.since > unixepoch(r.pay_date) / 86400 THEN 0
              ELSE (r.balance_fen + r.paid_fen) * 1000 < 500 * r.due_fen END AS uncovered,
         CASE WHEN r.due_fen = 0 THEN 0 ELSE r.paid_fen * 1000 < 800 * r.due_fen END AS now_short,
         CASE WHEN s.first_month >= s.latest_due OR q.due_fen = 0 THEN 0
              ELSE q.paid_fen * 1000 < 800 * q.due_fen END AS before_short
  FROM site s JOIN account a ON a.pkid = s.pkid
  LEFT JOIN payroll r ON r.project = s.pkid AND r.month = s.latest_due
  LEFT JOIN payroll q ON q.project = s.pkid AND q.month = s.latest_due - 1),
judged AS (
  SELECT *, coalesce(something_due AND NOT no_row
                     AND (coalesce(uncovered, 0) OR (coalesce(now_short, 0) AND coalesce(before_short, 0))), 0) AS fires
  FROM parts)
SELECT id, CASE WHEN fires THEN 2 ELSE 0 END AS colour,
       no_basis OR (something_due AND (no_row OR (NOT fires
         AND (uncovered IS NULL OR (coalesce(now_short, 1) AND coalesce(before_short, 1)))))) AS incomplete
FROM judged;
