-- Clauses G2, O1 and O2 from the store's raw tables only; asked(day) holds the day and facts.sql has run. Shares
-- nothing with the engine. figure: unit ('*' is the city), clause, part, n.
DROP TABLE IF EXISTS temp.owes;
DROP TABLE IF EXISTS temp.late;
DROP TABLE IF EXISTS temp.year_of_project;
DROP TABLE IF EXISTS temp.figure;

-- A row a project: what is owed on the day, and whether W7 would lack data.
CREATE TEMP TABLE owes AS
SELECT s.pkid, p.监管单位 AS unit, s.active, p.资金来源 AS funding,
       coalesce((SELECT sum(r.gap) FROM payroll r WHERE r.project = s.pkid AND r.month <= s.latest_due), 0) AS fen,
       s.no_pay_day OR s.first_month IS NULL
         OR (s.first_month <= s.latest_due
             AND (SELECT count(r.gap) FROM payroll r WHERE r.project = s.pkid AND r.month <= s.latest_due)
                 < s.latest_due - s.first_month + 1) AS lacks
FROM site s JOIN project p ON p.pkid = s.pkid;

-- Rows with less paid than due that held on some day after the day after the pay date.
CREATE TEMP TABLE late AS
WITH held AS (
  SELECT q.project, q.month, q.valid_from, q.attended, q.paid_heads, q.due_fen, q.paid_fen,
         lead(q.valid_from) OVER (PARTITION BY q.project, q.month ORDER BY q.valid_from) AS until
  FROM project_month q)
SELECT h.project, h.month, h.attended - h.paid_heads AS heads
FROM held h JOIN site s ON s.pkid = h.project JOIN payroll r ON r.project = h.project AND r.month = h.month, asked a
WHERE h.due_fen > h.paid_fen AND h.valid_from <= a.day AND h.month <= s.latest_due
  AND (h.until IS NULL OR date(h.until * 86400, 'unixepoch') > date(r.pay_date, '+1 day'));

CREATE TEMP TABLE year_of_project AS
WITH expected AS (
  SELECT s.pkid, c.month, c.month / 12 AS year,
         (SELECT count(r.gap) FROM payroll r WHERE r.project = s.pkid AND r.month = c.month) = 0 AS lacks
  FROM site s JOIN calendar c ON c.month BETWEEN s.first_month AND s.latest_due)
SELECT e.pkid, e.year, max(e.lacks) AS lacks,
       (SELECT count(*) FROM late l WHERE l.project = e.pkid AND l.month / 12 = e.year) AS rows_late,
       (SELECT sum(coalesce(l.heads, 0) <= 0) FROM late l WHERE l.project = e.pkid AND l.month / 12 = e.year)
         AS without_heads,
       max(0, coalesce((SELECT max(l.heads) FROM late l WHERE l.project = e.pkid AND l.month / 12 = e.year), 0))
         AS persons
FROM expected e GROUP BY e.pkid, e.year;

CREATE TEMP TABLE figure AS
WITH scope(pkid, unit) AS (SELECT pkid, unit FROM owes UNION ALL SELECT pkid, '*' FROM owes),
o AS (SELECT s.unit AS scope, x.* FROM scope s JOIN owes x ON x.pkid = s.pkid),
y AS (SELECT s.unit AS scope, x.* FROM scope s JOIN year_of_project x ON x.pkid = s.pkid)
SELECT scope AS unit, 'G2' AS clause, 'in arrears' AS part, sum(fen > 0) AS n FROM o
  WHERE active AND funding = '政府' GROUP BY scope
UNION ALL SELECT scope, 'G2', 'all', count(*) FROM o WHERE active AND funding = '政府' GROUP BY scope
UNION ALL SELECT scope, 'G2', 'unknown', sum(fen = 0 AND lacks) FROM o WHERE active AND funding = '政府' GROUP BY scope
UNION ALL SELECT scope, 'G2', 'fen', sum(fen) FROM o WHERE active AND funding = '政府' GROUP BY scope
UNION ALL SELECT scope, 'G2', 'funding unknown', sum(fen > 0 OR lacks) FROM o
  WHERE active AND funding = '未知' GROUP BY scope
UNION ALL SELECT scope, 'O2', 'free', sum(fen = 0 AND NOT lacks) FROM o WHERE active GROUP BY scope
UNION ALL SELECT scope, 'O2', 'in arrears', sum(fen > 0) FROM o WHERE active GROUP BY scope
UNION ALL SELECT scope, 'O2', 'all', count(*) FROM o WHERE active GROUP BY scope
UNION ALL SELECT scope, 'O2', 'unknown', sum(fen = 0 AND lacks) FROM o WHERE active GROUP BY scope
UNION ALL SELECT scope, 'O2', 'fen', sum(fen) FROM o WHERE active GROUP BY scope
UNION ALL SELECT scope, 'O2', 'others', sum(fen > 0) FROM o WHERE NOT active GROUP BY scope
UNION ALL SELECT scope, 'O2', 'others fen', sum(fen) FROM o WHERE NOT active GROUP BY scope
UNION ALL SELECT scope, 'O1', year || ' persons', sum(persons) FROM y GROUP BY scope, year
UNION ALL SELECT scope, 'O1', year || ' projects', sum(rows_late > 0) FROM y GROUP BY scope, year
UNION ALL SELECT scope, 'O1', year || ' unknown', sum(lacks OR coalesce(without_heads, 0) > 0) FROM y GROUP BY scope, year
UNION ALL SELECT scope, 'O1', year || ' observed', count(*) FROM y GROUP BY scope, year
UNION ALL SELECT scope, 'O1', year || ' complete', 1 FROM y, asked a
  WHERE (SELECT min(month) FROM payroll) <= year * 12
    AND date(a.day * 86400, 'unixepoch') > printf('%04d-01-31', year + 1) GROUP BY scope, year;
