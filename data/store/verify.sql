-- Statements of checking. Each stands under its name.

-- name: index_present
SELECT count(*) FROM sqlite_schema WHERE name IN ('idx_project_geometry', 'idx_project_geometry_node');

-- name: index_nodes
SELECT nodeno, data FROM idx_project_geometry_node;

-- name: index_positions
SELECT pkid, 经度, 纬度, 编号 FROM project NOT INDEXED;

-- name: index_rowids
-- Leaf lists that R*Tree keeps beside its nodes, by its own check.
SELECT rtreecheck('idx_project_geometry');

-- name: integrity
PRAGMA integrity_check(4);

-- name: geometry_positions
SELECT 编号, 经度, 纬度, geometry FROM project;

-- name: journal
SELECT revision, canonical, digest FROM journal ORDER BY revision;

-- name: batch_rows
SELECT batch, recorded_at, kind, seat, command_id, source, added, changed, digest, coalesce(undoes, 0) FROM batch ORDER BY batch;

-- name: journalled_without_batch
SELECT revision FROM journal WHERE revision > 0 AND revision NOT IN (SELECT batch FROM batch) LIMIT 1;

-- name: rows_enterprises
SELECT batch, uscc, name, credit FROM enterprise
UNION SELECT batch, uscc, name, credit FROM enterprise_version
ORDER BY uscc;

-- name: rows_projects
SELECT batch, 编号, 名称, 监管单位, 行政区, 街道乡镇, 行业, 资金来源, 状态, 三无工程, 经度, 纬度,
       开工日期, 约定竣工, 约定发薪日, 合同额_分, 建设单位, 施工总承包, 分包 FROM project
UNION SELECT batch, 编号, 名称, 监管单位, 行政区, 街道乡镇, 行业, 资金来源, 状态, 三无工程, 经度, 纬度,
       开工日期, 约定竣工, 约定发薪日, 合同额_分, 建设单位, 施工总承包, 分包 FROM project_version
ORDER BY 编号;

-- name: rows_keys
-- Every project that ever was, by id.
SELECT pkid, 编号 FROM project UNION SELECT pkid, 编号 FROM project_version ORDER BY 编号, pkid;

-- name: rows_enterprise_keys
SELECT pkid, uscc FROM enterprise UNION SELECT pkid, uscc FROM enterprise_version ORDER BY uscc, pkid;

-- name: rows_months
-- Of project ?1, as often as a batch wrote them; UNION drops what an undo stored twice.
SELECT key, batch, attended, paid_heads, due_fen, paid_fen, inflow_fen, balance_fen, last_payroll
FROM project_month WHERE key BETWEEN ?1 << 28 AND (?1 << 28) + 268435455
UNION ALL
SELECT key, batch, attended, paid_heads, due_fen, paid_fen, inflow_fen, balance_fen, last_payroll
FROM (SELECT DISTINCT key, batch, attended, paid_heads, due_fen, paid_fen, inflow_fen, balance_fen, last_payroll
      FROM project_month_version v WHERE key BETWEEN ?1 << 28 AND (?1 << 28) + 268435455
        AND NOT EXISTS (SELECT 1 FROM project_month c WHERE c.key = v.key AND c.batch = v.batch))
ORDER BY key;

-- name: rows_safeguards
-- Between keys ?1 and ?2, likewise.
SELECT key, batch, state, amount_fen FROM safeguard WHERE key BETWEEN ?1 AND ?2
UNION ALL
SELECT key, batch, state, amount_fen
FROM (SELECT DISTINCT key, batch, state, amount_fen FROM safeguard_version v WHERE key BETWEEN ?1 AND ?2
        AND NOT EXISTS (SELECT 1 FROM safeguard c WHERE c.key = v.key AND c.batch = v.batch))
ORDER BY key;
