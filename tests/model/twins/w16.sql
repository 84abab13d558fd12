-- W16: contractor listed on the day, or two other sites of it with arrears older than a month. id, colour, incomplete.
DROP TABLE IF EXISTS temp.w16;
CREATE TEMP TABLE w16 AS
WITH owing AS (
  SELECT s.pkid, s.contractor FROM site s JOIN oldest o ON o.pkid = s.pkid, asked a
  WHERE o.month_after < date(a.day * 86400, 'unixepoch'))
SELECT s.id,
       CASE WHEN s.finished OR s.contractor = '' THEN 0
            WHEN EXISTS (SELECT 1 FROM blacklist b WHERE b.uscc = s.contractor AND b.listed <= a.day
                         AND (b.removed IS NULL OR b.removed > a.day)) THEN 2
            WHEN (SELECT count(*) FROM owing o WHERE o.contractor = s.contractor AND o.pkid <> s.pkid) >= 2 THEN 2
            ELSE 0 END AS colour,
       NOT s.finished AND s.contractor = '' AS incomplete
FROM site s, asked a;
