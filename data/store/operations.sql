-- Statements of operations: journal records, and the tables that are projected from them. For each table: put (written anew), drop,
-- and all rows, with the columns in one order, key first. Each stands under its name.

-- name: operation_append
INSERT INTO operation_record (revision, recorded_at, seat, command_id, changes) VALUES (?1, ?2, ?3, ?4, ?5);

-- name: operation_of_command
SELECT revision FROM operation_record WHERE command_id = ?1 AND command_id <> '';

-- name: operation_records
SELECT j.canonical FROM operation_record o JOIN journal j ON j.revision = o.revision
WHERE o.revision > ?1 AND o.recorded_at <= ?2 ORDER BY o.revision;

-- name: operation_at
SELECT canonical FROM journal WHERE revision = ?1;

-- name: operation_latest
SELECT coalesce(max(revision), 0) FROM operation_record;

-- name: operation_rows
SELECT revision, recorded_at, seat, command_id, changes FROM operation_record ORDER BY revision;

-- name: operation_layers
SELECT count(*) FROM geometry_columns WHERE f_table_name IN ('response_unit', 'incident_case', 'road_closure');

-- name: index_of_response_unit
-- Rows without their entry and entries without a row; then what R*Tree says of its nodes. (SpatiaLite's CheckSpatialIndex writes.)
SELECT (SELECT count(*) FROM response_unit t LEFT JOIN idx_response_unit_geometry i ON i.pkid = t.pkid
        WHERE t.geometry IS NOT NULL AND (i.pkid IS NULL
          OR MbrMinX(t.geometry) NOT BETWEEN i.xmin AND i.xmin + 0.0001 OR MbrMaxX(t.geometry) NOT BETWEEN i.xmax - 0.0001 AND i.xmax
          OR MbrMinY(t.geometry) NOT BETWEEN i.ymin AND i.ymin + 0.0001 OR MbrMaxY(t.geometry) NOT BETWEEN i.ymax - 0.0001 AND i.ymax))
       + abs((SELECT count(*) FROM idx_response_unit_geometry) - (SELECT count(*) FROM response_unit WHERE geometry IS NOT NULL)),
       rtreecheck('idx_response_unit_geometry');

-- name: index_of_incident_case
SELECT (SELECT count(*) FROM incident_case t LEFT JOIN idx_incident_case_geometry i ON i.pkid = t.pkid
        WHERE t.geometry IS NOT NULL AND (i.pkid IS NULL
          OR MbrMinX(t.geometry) NOT BETWEEN i.xmin AND i.xmin + 0.0001 OR MbrMaxX(t.geometry) NOT BETWEEN i.xmax - 0.0001 AND i.xmax
          OR MbrMinY(t.geometry) NOT BETWEEN i.ymin AND i.ymin + 0.0001 OR MbrMaxY(t.geometry) NOT BETWEEN i.ymax - 0.0001 AND i.ymax))
       + abs((SELECT count(*) FROM idx_incident_case_geometry) - (SELECT count(*) FROM incident_case WHERE geometry IS NOT NULL)),
       rtreecheck('idx_incident_case_geometry');

-- name: index_of_road_closure
SELECT (SELECT count(*) FROM road_closure t LEFT JOIN idx_road_closure_geometry i ON i.pkid = t.pkid
        WHERE t.geometry IS NOT NULL AND (i.pkid IS NULL
          OR MbrMinX(t.geometry) NOT BETWEEN i.xmin AND i.xmin + 0.0001 OR MbrMaxX(t.geometry) NOT BETWEEN i.xmax - 0.0001 AND i.xmax
          OR MbrMinY(t.geometry) NOT BETWEEN i.ymin AND i.ymin + 0.0001 OR MbrMaxY(t.geometry) NOT BETWEEN i.ymax - 0.0001 AND i.ymax))
       + abs((SELECT count(*) FROM idx_road_closure_geometry) - (SELECT count(*) FROM road_closure WHERE geometry IS NOT NULL)),
       rtreecheck('idx_road_closure_geometry');

-- name: operation_layers_anew
SELECT DisableSpatialIndex('response_unit', 'geometry');
DROP TABLE IF EXISTS idx_response_unit_geometry;
SELECT CreateSpatialIndex('response_unit', 'geometry');
SELECT DisableSpatialIndex('incident_case', 'geometry');
DROP TABLE IF EXISTS idx_incident_case_geometry;
SELECT CreateSpatialIndex('incident_case', 'geometry');
SELECT DisableSpatialIndex('road_closure', 'geometry');
DROP TABLE IF EXISTS idx_road_closure_geometry;
SELECT CreateSpatialIndex('road_closure', 'geometry');

-- name: put_response_unit
INSERT INTO response_unit (编号, 名称, 简称, 职能, 行业, 成员单位, 监管单位, 状态, 状态原因, 人数, 车辆, 值班岗电话,
  经度, 纬度, 位置时间, geometry)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)
ON CONFLICT (编号) DO UPDATE SET
  名称 = excluded.名称, 简称 = excluded.简称, 职能 = excluded.职能, 行业 = excluded.行业,
  成员单位 = excluded.成员单位, 监管单位 = excluded.监管单位, 状态 = excluded.状态, 状态原因 = excluded.状态原因,
  人数 = excluded.人数, 车辆 = excluded.车辆, 值班岗电话 = excluded.值班岗电话, 经度 = excluded.经度,
  纬度 = excluded.纬度, 位置时间 = excluded.位置时间, geometry = excluded.geometry;

-- name: drop_response_unit
DELETE FROM response_unit WHERE 编号 = ?1;

-- name: all_response_unit
SELECT 编号, 名称, 简称, 职能, 行业, 成员单位, 监管单位, 状态, 状态原因, 人数, 车辆, 值班岗电话, 经度, 纬度,
  位置时间, geometry
FROM response_unit ORDER BY 编号;

-- name: put_incident_case
INSERT INTO incident_case (编号, 地点, 项目, 监管单位, 管辖依据, 行业, 等级, 状态, 认领席位, 人数, 用人单位数,
  诉求金额_分, 极端行为, 来源, 演练, 预案, 开始时间, 报告时间, 认领时间, 确认时间, 派单时间, 首到时间, 到齐时间,
  处置完时间, 结束时间, 并入, 结案结论, 追回金额_分, 后续, 经度, 纬度, geometry)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23,
  ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31, ?32)
ON CONFLICT (编号) DO UPDATE SET
  地点 = excluded.地点, 项目 = excluded.项目, 监管单位 = excluded.监管单位, 管辖依据 = excluded.管辖依据,
  行业 = excluded.行业, 等级 = excluded.等级, 状态 = excluded.状态, 认领席位 = excluded.认领席位,
  人数 = excluded.人数, 用人单位数 = excluded.用人单位数, 诉求金额_分 = excluded.诉求金额_分,
  极端行为 = excluded.极端行为, 来源 = excluded.来源, 演练 = excluded.演练, 预案 = excluded.预案,
  开始时间 = excluded.开始时间, 报告时间 = excluded.报告时间, 认领时间 = excluded.认领时间,
  确认时间 = excluded.确认时间, 派单时间 = excluded.派单时间, 首到时间 = excluded.首到时间,
  到齐时间 = excluded.到齐时间, 处置完时间 = excluded.处置完时间, 结束时间 = excluded.结束时间, 并入 = excluded.并入,
  结案结论 = excluded.结案结论, 追回金额_分 = excluded.追回金额_分, 后续 = excluded.后续, 经度 = excluded.经度,
  纬度 = excluded.纬度, geometry = excluded.geometry;

-- name: drop_incident_case
DELETE FROM incident_case WHERE 编号 = ?1;

-- name: all_incident_case
SELECT 编号, 地点, 项目, 监管单位, 管辖依据, 行业, 等级, 状态, 认领席位, 人数, 用人单位数, 诉求金额_分, 极端行为,
  来源, 演练, 预案, 开始时间, 报告时间, 认领时间, 确认时间, 派单时间, 首到时间, 到齐时间, 处置完时间, 结束时间, 并入,
  结案结论, 追回金额_分, 后续, 经度, 纬度, geometry
FROM incident_case ORDER BY 编号;

-- name: put_road_closure
INSERT INTO road_closure (编号, 道路, 原因, 开始时间, 截止时间, 解除时间, 经度, 纬度, geometry)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
ON CONFLICT (编号) DO UPDATE SET
  道路 = excluded.道路, 原因 = excluded.原因, 开始时间 = excluded.开始时间, 截止时间 = excluded.截止时间,
  解除时间 = excluded.解除时间, 经度 = excluded.经度, 纬度 = excluded.纬度, geometry = excluded.geometry;

-- name: drop_road_closure
DELETE FROM road_closure WHERE 编号 = ?1;

-- name: all_road_closure
SELECT 编号, 道路, 原因, 开始时间, 截止时间, 解除时间, 经度, 纬度, geometry
FROM road_closure ORDER BY 编号;

-- name: put_assignment
INSERT INTO assignment (id, incident, unit, dispatch, function, state, offered, accepted, en_route, on_scene, ended,
  expected_s, distance_m, escalation, channel, words, reason)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)
ON CONFLICT (id) DO UPDATE SET
  incident = excluded.incident, unit = excluded.unit, dispatch = excluded.dispatch, function = excluded.function,
  state = excluded.state, offered = excluded.offered, accepted = excluded.accepted, en_route = excluded.en_route,
  on_scene = excluded.on_scene, ended = excluded.ended, expected_s = excluded.expected_s,
  distance_m = excluded.distance_m, escalation = excluded.escalation, channel = excluded.channel,
  words = excluded.words, reason = excluded.reason;

-- name: drop_assignment
DELETE FROM assignment WHERE id = ?1;

-- name: all_assignment
SELECT id, incident, unit, dispatch, function, state, offered, accepted, en_route, on_scene, ended, expected_s,
  distance_m, escalation, channel, words, reason
FROM assignment ORDER BY id;

-- name: put_situation_report
INSERT INTO situation_report (incident, number, at, by_post, persons, text)
VALUES (?1, ?2, ?3, ?4, ?5, ?6)
ON CONFLICT (incident, number) DO UPDATE SET
  at = excluded.at, by_post = excluded.by_post, persons = excluded.persons, text = excluded.text;

-- name: drop_situation_report
DELETE FROM situation_report WHERE incident = ?1 AND number = ?2;

-- name: all_situation_report
SELECT incident, number, at, by_post, persons, text
FROM situation_report ORDER BY incident, number;

-- name: put_fund_entry
INSERT INTO fund_entry (number, supervising_unit, move, fen, incident, at, reason)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
ON CONFLICT (number) DO UPDATE SET
  supervising_unit = excluded.supervising_unit, move = excluded.move, fen = excluded.fen,
  incident = excluded.incident, at = excluded.at, reason = excluded.reason;

-- name: drop_fund_entry
DELETE FROM fund_entry WHERE number = ?1;

-- name: all_fund_entry
SELECT number, supervising_unit, move, fen, incident, at, reason
FROM fund_entry ORDER BY number;

-- name: put_outbox
INSERT INTO outbox (revision, number, assignment, post, post_telephone, text, made)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
ON CONFLICT (revision, number) DO UPDATE SET
  assignment = excluded.assignment, post = excluded.post, post_telephone = excluded.post_telephone,
  text = excluded.text, made = excluded.made;

-- name: drop_outbox
DELETE FROM outbox WHERE revision = ?1 AND number = ?2;

-- name: all_outbox
SELECT revision, number, assignment, post, post_telephone, text, made
FROM outbox ORDER BY revision, number;
