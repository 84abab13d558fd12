-- Statements of writing: one batch in, one batch back. Each stands under its name.

-- name: head
SELECT revision, digest FROM journal ORDER BY revision DESC LIMIT 1;

-- name: append_record
INSERT INTO journal (revision, canonical, digest) VALUES (?1, ?2, ?3);

-- name: latest_time
-- Of batches and operations together; operations never go back, so that their last one is enough.
SELECT max(coalesce((SELECT max(recorded_at) FROM batch), -9223372036854775807),
           coalesce((SELECT recorded_at FROM operation_record ORDER BY revision DESC LIMIT 1), -9223372036854775807));

-- name: append_batch
INSERT INTO batch (batch, recorded_at, kind, seat, command_id, source, added, changed, unchanged, digest, undoes)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11);

-- name: answer
SELECT revision, batch, added, changed, unchanged, digest FROM command_answer WHERE command_id = ?1;

-- name: keep_answer
INSERT INTO command_answer (command_id, revision, batch, added, changed, unchanged, digest)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7);

-- name: batches
SELECT b.batch, b.recorded_at, b.kind, b.source, b.added + b.changed, b.digest,
       EXISTS (SELECT 1 FROM batch u WHERE u.undoes = b.batch), coalesce(b.undoes, 0)
FROM batch b ORDER BY b.batch;

-- name: enterprise_count
SELECT count(*) FROM enterprise;

-- name: enterprise_next
SELECT max(coalesce((SELECT max(pkid) FROM enterprise), 0), coalesce((SELECT max(pkid) FROM enterprise_version), 0)) + 1;

-- name: enterprise_find
SELECT pkid, name, credit FROM enterprise WHERE uscc = ?1;

-- name: enterprise_add
INSERT INTO enterprise (pkid, uscc, name, credit, batch, since) VALUES (?1, ?2, ?3, ?4, ?5, ?5);

-- name: enterprise_keep
INSERT INTO enterprise_version (pkid, uscc, name, credit, batch, since, until)
SELECT pkid, uscc, name, credit, batch, since, ?2 FROM enterprise WHERE pkid = ?1;

-- name: enterprise_change
UPDATE enterprise SET name = ?3, credit = ?4, batch = ?5, since = ?5 WHERE pkid = ?1 AND uscc = ?2;

-- name: project_count
SELECT count(*) FROM project;

-- name: project_next
SELECT max(coalesce((SELECT max(pkid) FROM project), 0), coalesce((SELECT max(pkid) FROM project_version), 0)) + 1;

-- name: project_pkid
SELECT pkid FROM project WHERE 编号 = ?1;

-- name: project_find
SELECT pkid, 编号, 名称, 监管单位, 行政区, 街道乡镇, 行业, 资金来源, 状态, 三无工程, 经度, 纬度,
       开工日期, 约定竣工, 约定发薪日, 合同额_分, 建设单位, 施工总承包, 分包
FROM project WHERE 编号 = ?1;

-- name: project_add
INSERT INTO project (pkid, 编号, 名称, 监管单位, 行政区, 街道乡镇, 行业, 资金来源, 状态, 三无工程, 经度, 纬度,
                     开工日期, 约定竣工, 约定发薪日, 合同额_分, 建设单位, 施工总承包, 分包, geometry, batch, since)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?21);

-- name: project_keep
INSERT INTO project_version (pkid, 编号, 名称, 监管单位, 行政区, 街道乡镇, 行业, 资金来源, 状态, 三无工程, 经度, 纬度,
                             开工日期, 约定竣工, 约定发薪日, 合同额_分, 建设单位, 施工总承包, 分包, batch, since, until)
SELECT pkid, 编号, 名称, 监管单位, 行政区, 街道乡镇, 行业, 资金来源, 状态, 三无工程, 经度, 纬度,
       开工日期, 约定竣工, 约定发薪日, 合同额_分, 建设单位, 施工总承包, 分包, batch, since, ?2
FROM project WHERE pkid = ?1;

-- name: project_change
UPDATE project SET 名称 = ?3, 监管单位 = ?4, 行政区 = ?5, 街道乡镇 = ?6, 行业 = ?7, 资金来源 = ?8, 状态 = ?9,
  三无工程 = ?10, 经度 = ?11, 纬度 = ?12, 开工日期 = ?13, 约定竣工 = ?14, 约定发薪日 = ?15, 合同额_分 = ?16,
  建设单位 = ?17, 施工总承包 = ?18, 分包 = ?19, geometry = ?20, batch = ?21, since = ?21
WHERE pkid = ?1 AND 编号 = ?2;

-- name: month_any
SELECT EXISTS (SELECT 1 FROM project_month);

-- name: month_find
SELECT attended, paid_heads, due_fen, paid_fen, inflow_fen, balance_fen, last_payroll FROM project_month WHERE key = ?1;

-- name: month_add
INSERT INTO project_month (key, batch, since, attended, paid_heads, due_fen, paid_fen, inflow_fen, balance_fen, last_payroll)
VALUES (?1, ?2, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9);

-- name: month_keep
INSERT INTO project_month_version (key, batch, since, attended, paid_heads, due_fen, paid_fen, inflow_fen, balance_fen,
                                   last_payroll, until)
SELECT key, batch, since, attended, paid_heads, due_fen, paid_fen, inflow_fen, balance_fen, last_payroll, ?2
FROM project_month WHERE key = ?1;

-- name: month_change
UPDATE project_month SET batch = ?2, since = ?2, attended = ?3, paid_heads = ?4, due_fen = ?5, paid_fen = ?6,
  inflow_fen = ?7, balance_fen = ?8, last_payroll = ?9
WHERE key = ?1;

-- name: safeguard_any
SELECT EXISTS (SELECT 1 FROM safeguard);

-- name: safeguard_find
SELECT state, amount_fen FROM safeguard WHERE key = ?1;

-- name: safeguard_add
INSERT INTO safeguard (key, batch, since, state, amount_fen) VALUES (?1, ?2, ?2, ?3, ?4);

-- name: safeguard_keep
INSERT INTO safeguard_version (key, batch, since, state, amount_fen, until)
SELECT key, batch, since, state, amount_fen, ?2 FROM safeguard WHERE key = ?1;

-- name: safeguard_change
UPDATE safeguard SET batch = ?2, since = ?2, state = ?3, amount_fen = ?4 WHERE key = ?1;

-- name: bulk_triggers
SELECT group_concat(sql, ';') || ';', count(*) FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'project';

-- name: bulk_begin
-- Loading first and indexing after: SpatiaLite's triggers (geometry check, time stamps, index upkeep) cost six times the row.
-- What they would check is checked before binding; they come back word for word from bulk_triggers.
DROP TRIGGER IF EXISTS "ggi_project_geometry";
DROP TRIGGER IF EXISTS "ggu_project_geometry";
DROP TRIGGER IF EXISTS "gii_project_geometry";
DROP TRIGGER IF EXISTS "giu_project_geometry";
DROP TRIGGER IF EXISTS "gid_project_geometry";
DROP TRIGGER IF EXISTS "tmi_project_geometry";
DROP TRIGGER IF EXISTS "tmu_project_geometry";
DROP TRIGGER IF EXISTS "tmd_project_geometry";

-- name: index_empty
DROP TABLE IF EXISTS idx_project_geometry;
CREATE VIRTUAL TABLE idx_project_geometry USING rtree(pkid, xmin, xmax, ymin, ymax);

-- name: index_node_bytes
SELECT length(data) FROM idx_project_geometry_node WHERE nodeno = 1;

-- name: index_add_node
INSERT OR REPLACE INTO idx_project_geometry_node (nodeno, data) VALUES (?1, ?2);

-- name: index_add_row
INSERT INTO idx_project_geometry_rowid (rowid, nodeno) VALUES (?1, ?2);

-- name: index_add_parent
INSERT INTO idx_project_geometry_parent (nodeno, parentnode) VALUES (?1, ?2);

-- name: index_anew
SELECT DisableSpatialIndex('project', 'geometry');
DROP TABLE IF EXISTS idx_project_geometry;
SELECT CreateSpatialIndex('project', 'geometry');
