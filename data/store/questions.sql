-- Questions in space and about one project. Windows are degrees. Each stands under its name.

-- name: near_window
-- Candidates in a window: ?1 west, ?2 east, ?3 south, ?4 north. The R*Tree alone; positions come from `positions`.
SELECT pkid FROM idx_project_geometry WHERE xmax >= ?1 AND xmin <= ?2 AND ymax >= ?3 AND ymin <= ?4;

-- name: positions
SELECT pkid, 经度, 纬度, 编号 FROM project NOT INDEXED;

-- name: within
-- ?1 the area, ?2 west, ?3 east, ?4 south, ?5 north of its box. A point on the boundary is inside.
SELECT p.编号
FROM idx_project_geometry r CROSS JOIN project p ON p.pkid = r.pkid
WHERE r.xmax >= ?2 AND r.xmin <= ?3 AND r.ymax >= ?4 AND r.ymin <= ?5 AND ST_Covers(?1, p.geometry) = 1
ORDER BY p.编号;

-- name: within_unit
SELECT 编号 FROM project INDEXED BY project_by_unit WHERE 监管单位 = ?1 ORDER BY 编号;

-- name: districts_at
SELECT d.代码
FROM idx_district_geometry r CROSS JOIN district d ON d.pkid = r.pkid
WHERE r.xmax >= ?1 AND r.xmin <= ?1 AND r.ymax >= ?2 AND r.ymin <= ?2
  AND ST_Covers(d.geometry, MakePoint(?1, ?2, 4490)) = 1
ORDER BY d.代码;

-- name: history
-- Batches that touched project ?1, newest first: what of it each brought.
SELECT b.batch, b.recorded_at, b.kind, b.source, coalesce(b.undoes, 0), max(t.project), max(t.first), sum(t.months),
       sum(t.safeguards), sum(t.records)
FROM (
  SELECT since AS batch, 1 AS project, since = batch AND NOT EXISTS
           (SELECT 1 FROM project_version v WHERE v.pkid = ?1 AND v.until = project.since) AS first, 0 AS months, 0 AS safeguards,
         0 AS records
  FROM project WHERE pkid = ?1
  UNION ALL
  SELECT since, 1, since = batch AND NOT EXISTS
           (SELECT 1 FROM project_version v WHERE v.pkid = ?1 AND v.until = o.since), 0, 0, 0
  FROM project_version o WHERE pkid = ?1
  UNION ALL
  SELECT since, 0, 0, 1, 0, 0 FROM project_month WHERE key BETWEEN ?1 << 28 AND (?1 << 28) + 268435455
  UNION ALL
  SELECT since, 0, 0, 1, 0, 0 FROM project_month_version WHERE key BETWEEN ?1 << 28 AND (?1 << 28) + 268435455
  UNION ALL
  SELECT since, 0, 0, 0, 1, 0 FROM safeguard WHERE key BETWEEN ?1 << 20 AND (?1 << 20) + 1048575
  UNION ALL
  SELECT since, 0, 0, 0, 1, 0 FROM safeguard_version WHERE key BETWEEN ?1 << 20 AND (?1 << 20) + 1048575
  UNION ALL
  SELECT since, 0, 0, 0, 0, 1 FROM complaint WHERE project = ?1
  UNION ALL
  SELECT since, 0, 0, 0, 0, 1 FROM complaint_version WHERE project = ?1
  UNION ALL
  SELECT since, 0, 0, 0, 0, 1 FROM rectification_order WHERE project = ?1
  UNION ALL
  SELECT since, 0, 0, 0, 0, 1 FROM rectification_order_version WHERE project = ?1
  UNION ALL
  SELECT since, 0, 0, 0, 0, 1 FROM incident WHERE project = ?1
  UNION ALL
  SELECT since, 0, 0, 0, 0, 1 FROM incident_version WHERE project = ?1
  UNION ALL
  SELECT since, 0, 0, 0, 0, 1 FROM project_feed WHERE key BETWEEN ?1 << 28 AND (?1 << 28) + 268435455
  UNION ALL
  SELECT since, 0, 0, 0, 0, 1 FROM project_feed_version WHERE key BETWEEN ?1 << 28 AND (?1 << 28) + 268435455
) t JOIN batch b ON b.batch = t.batch
GROUP BY b.batch ORDER BY b.batch DESC LIMIT ?2;
