-- Statements of taking a batch back. ?1 is the batch, ?2 the batch that takes it back. Each stands under its name.

-- name: undo_facts
SELECT added + changed, digest, undoes IS NOT NULL, EXISTS (SELECT 1 FROM batch u WHERE u.undoes = ?1)
FROM batch WHERE batch = ?1;

-- name: undo_touched
-- Rows of the batch that a later batch replaced, and rows that hang on a project or enterprise which it added.
SELECT
  EXISTS (SELECT 1 FROM project_version v WHERE v.batch = ?1
          AND NOT EXISTS (SELECT 1 FROM project c WHERE c.pkid = v.pkid AND c.batch = ?1))
  OR EXISTS (SELECT 1 FROM enterprise_version v WHERE v.batch = ?1
          AND NOT EXISTS (SELECT 1 FROM enterprise c WHERE c.pkid = v.pkid AND c.batch = ?1))
  OR EXISTS (SELECT 1 FROM project_month_version v WHERE v.batch = ?1
          AND NOT EXISTS (SELECT 1 FROM project_month c WHERE c.key = v.key AND c.batch = ?1))
  OR EXISTS (SELECT 1 FROM safeguard_version v WHERE v.batch = ?1
          AND NOT EXISTS (SELECT 1 FROM safeguard c WHERE c.key = v.key AND c.batch = ?1))
  OR EXISTS (SELECT 1 FROM project p WHERE p.batch = ?1
          AND NOT EXISTS (SELECT 1 FROM project_version v WHERE v.pkid = p.pkid AND v.until = ?1)
          AND (EXISTS (SELECT 1 FROM project_month m
                       WHERE m.key BETWEEN p.pkid << 28 AND (p.pkid << 28) + 268435455 AND m.batch <> ?1)
            OR EXISTS (SELECT 1 FROM safeguard s
                       WHERE s.key BETWEEN p.pkid << 20 AND (p.pkid << 20) + 1048575 AND s.batch <> ?1)))
  OR EXISTS (SELECT 1 FROM enterprise e WHERE e.batch = ?1
          AND NOT EXISTS (SELECT 1 FROM enterprise_version v WHERE v.pkid = e.pkid AND v.until = ?1)
          AND EXISTS (SELECT 1 FROM safeguard s
                      WHERE s.key BETWEEN (1 << 60) + (e.pkid << 20) AND (1 << 60) + (e.pkid << 20) + 1048575
                        AND s.batch <> ?1));

-- name: undo_keep_projects
INSERT INTO project_version (pkid, 编号, 名称, 监管单位, 行政区, 街道乡镇, 行业, 资金来源, 状态, 三无工程, 经度, 纬度,
                             开工日期, 约定竣工, 约定发薪日, 合同额_分, 建设单位, 施工总承包, 分包, batch, since, until)
SELECT pkid, 编号, 名称, 监管单位, 行政区, 街道乡镇, 行业, 资金来源, 状态, 三无工程, 经度, 纬度,
       开工日期, 约定竣工, 约定发薪日, 合同额_分, 建设单位, 施工总承包, 分包, batch, since, ?2
FROM project WHERE batch = ?1;

-- name: undo_drop_projects
DELETE FROM project WHERE batch = ?1;

-- name: undo_restore_projects
INSERT INTO project (pkid, 编号, 名称, 监管单位, 行政区, 街道乡镇, 行业, 资金来源, 状态, 三无工程, 经度, 纬度,
                     开工日期, 约定竣工, 约定发薪日, 合同额_分, 建设单位, 施工总承包, 分包, batch, since, geometry)
SELECT pkid, 编号, 名称, 监管单位, 行政区, 街道乡镇, 行业, 资金来源, 状态, 三无工程, 经度, 纬度,
       开工日期, 约定竣工, 约定发薪日, 合同额_分, 建设单位, 施工总承包, 分包, batch, ?2, MakePoint(经度, 纬度, 4490)
FROM project_version WHERE until = ?1;

-- name: undo_keep_enterprises
INSERT INTO enterprise_version (pkid, uscc, name, credit, batch, since, until)
SELECT pkid, uscc, name, credit, batch, since, ?2 FROM enterprise WHERE batch = ?1;

-- name: undo_drop_enterprises
DELETE FROM enterprise WHERE batch = ?1;

-- name: undo_restore_enterprises
INSERT INTO enterprise (pkid, uscc, name, credit, batch, since)
SELECT pkid, uscc, name, credit, batch, ?2 FROM enterprise_version WHERE until = ?1;

-- name: undo_keep_months
INSERT INTO project_month_version (key, batch, since, attended, paid_heads, due_fen, paid_fen, inflow_fen, balance_fen,
                                   last_payroll, until)
SELECT key, batch, since, attended, paid_heads, due_fen, paid_fen, inflow_fen, balance_fen, last_payroll, ?2
FROM project_month WHERE batch = ?1;

-- name: undo_drop_months
DELETE FROM project_month WHERE batch = ?1;

-- name: undo_restore_months
INSERT INTO project_month (key, batch, since, attended, paid_heads, due_fen, paid_fen, inflow_fen, balance_fen, last_payroll)
SELECT key, batch, ?2, attended, paid_heads, due_fen, paid_fen, inflow_fen, balance_fen, last_payroll
FROM project_month_version WHERE until = ?1;

-- name: undo_keep_safeguards
INSERT INTO safeguard_version (key, batch, since, state, amount_fen, until)
SELECT key, batch, since, state, amount_fen, ?2 FROM safeguard WHERE batch = ?1;

-- name: undo_drop_safeguards
DELETE FROM safeguard WHERE batch = ?1;

-- name: undo_restore_safeguards
INSERT INTO safeguard (key, batch, since, state, amount_fen)
SELECT key, batch, ?2, state, amount_fen FROM safeguard_version WHERE until = ?1;
