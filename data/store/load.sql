-- Statements of loading the registry. `_known`: as known at batch ?1 (rows current then). Each stands under its name.

-- name: known_batch
SELECT coalesce(max(batch), 0) FROM batch WHERE recorded_at <= ?1;

-- name: newest_batch_at
SELECT coalesce(max(recorded_at), 0) FROM batch;

-- name: load_enterprises
SELECT pkid, uscc, name, credit FROM enterprise ORDER BY uscc;

-- name: load_enterprises_known
SELECT pkid, uscc, name, credit FROM enterprise WHERE since <= ?1
UNION ALL
SELECT pkid, uscc, name, credit FROM enterprise_version WHERE since <= ?1 AND until > ?1
ORDER BY uscc;

-- name: load_projects
-- In the order of the table, which usually is the order of the ids; load_projects_sorted when it is not.
SELECT pkid, 编号, 名称, 监管单位, 行政区, 街道乡镇, 行业, 资金来源, 状态, 三无工程, 经度, 纬度,
       开工日期, 约定竣工, 约定发薪日, 合同额_分, 建设单位, 施工总承包, 分包
FROM project NOT INDEXED;

-- name: load_projects_sorted
SELECT pkid, 编号, 名称, 监管单位, 行政区, 街道乡镇, 行业, 资金来源, 状态, 三无工程, 经度, 纬度,
       开工日期, 约定竣工, 约定发薪日, 合同额_分, 建设单位, 施工总承包, 分包
FROM project ORDER BY 编号;

-- name: load_projects_known
SELECT pkid, 编号, 名称, 监管单位, 行政区, 街道乡镇, 行业, 资金来源, 状态, 三无工程, 经度, 纬度,
       开工日期, 约定竣工, 约定发薪日, 合同额_分, 建设单位, 施工总承包, 分包
FROM project WHERE since <= ?1
UNION ALL
SELECT pkid, 编号, 名称, 监管单位, 行政区, 街道乡镇, 行业, 资金来源, 状态, 三无工程, 经度, 纬度,
       开工日期, 约定竣工, 约定发薪日, 合同额_分, 建设单位, 施工总承包, 分包
FROM project_version WHERE since <= ?1 AND until > ?1
ORDER BY 编号;

-- name: load_keys
SELECT pkid, 编号 FROM project NOT INDEXED;

-- name: load_keys_known
SELECT pkid, 编号 FROM project WHERE since <= ?1
UNION ALL
SELECT pkid, 编号 FROM project_version WHERE since <= ?1 AND until > ?1;

-- name: load_months
SELECT key, attended, paid_heads, due_fen, paid_fen, inflow_fen, balance_fen, last_payroll FROM project_month ORDER BY key;

-- name: load_months_known
SELECT key, attended, paid_heads, due_fen, paid_fen, inflow_fen, balance_fen, last_payroll
FROM project_month WHERE since <= ?1
UNION ALL
SELECT key, attended, paid_heads, due_fen, paid_fen, inflow_fen, balance_fen, last_payroll
FROM project_month_version WHERE since <= ?1 AND until > ?1
ORDER BY key;

-- name: month_count
SELECT count(*) FROM project_month;

-- name: safeguard_count
SELECT count(*) FROM safeguard;

-- name: few_pages
-- A scan of everything reads each page once: pages kept serve nobody, and the registry needs the memory.
PRAGMA cache_size = -4096;
PRAGMA shrink_memory;

-- name: usual_pages
PRAGMA cache_size = -65536;

-- name: load_safeguards
SELECT key, state, amount_fen FROM safeguard ORDER BY key;

-- name: load_safeguards_known
SELECT key, state, amount_fen FROM safeguard WHERE since <= ?1
UNION ALL
SELECT key, state, amount_fen FROM safeguard_version WHERE since <= ?1 AND until > ?1
ORDER BY key;

-- name: load_risk
-- An assessment rests on batches alone: it is kept under the latest batch, and operations since leave it as it is.
SELECT columns FROM risk_cache
WHERE revision = (SELECT coalesce(max(batch), 0) FROM batch WHERE batch <= ?1) AND as_of = ?2 AND rules_digest = ?3;

-- name: save_risk
INSERT OR REPLACE INTO risk_cache (revision, as_of, rules_digest, columns) VALUES ((SELECT coalesce(max(batch), 0) FROM batch WHERE batch <= ?1), ?2, ?3, ?4);

-- name: prune_risk
-- Keeps the latest few of the present batch.
WITH present AS (SELECT coalesce(max(batch), 0) AS batch FROM batch WHERE batch <= ?1)
DELETE FROM risk_cache WHERE revision <> (SELECT batch FROM present)
  OR rowid NOT IN (SELECT rowid FROM risk_cache WHERE revision = (SELECT batch FROM present) ORDER BY rowid DESC LIMIT 4);
