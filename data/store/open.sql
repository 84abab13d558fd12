-- Statements of opening and making a store. Each stands under its name.

-- name: writer_settings
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
PRAGMA foreign_keys = OFF;
PRAGMA temp_store = MEMORY;
PRAGMA cache_size = -65536;

-- name: reader_settings
PRAGMA query_only = ON;
PRAGMA temp_store = MEMORY;
PRAGMA cache_size = -65536;

-- name: allow_writing
PRAGMA query_only = OFF;

-- name: forbid_writing
PRAGMA query_only = ON;

-- name: journal_mode
PRAGMA journal_mode;

-- name: synchronous
PRAGMA synchronous;

-- name: application_id
PRAGMA application_id;

-- name: user_version
PRAGMA user_version;

-- name: data_version
PRAGMA data_version;

-- name: tables
SELECT count(*) FROM sqlite_schema;

-- name: stamp
PRAGMA application_id = 1095661902;
PRAGMA user_version = 3;

-- name: spatial_layers
SELECT count(*) FROM geometry_columns WHERE srid = 4490 AND spatial_index_enabled = 1
  AND f_table_name IN ('project', 'district', 'supervising_unit', 'response_unit', 'incident_case', 'road_closure');

-- name: add_store
INSERT INTO store (one, simulated, anchor_time, pack, program) VALUES (1, ?1, ?2, ?3, ?4);

-- name: add_exercise
INSERT INTO exercise (one) VALUES (1);

-- name: is_exercise
SELECT count(*) FROM exercise;

-- name: add_district
INSERT INTO district (pkid, 代码, 名称, 英文名, geometry) VALUES (?1, ?2, ?3, ?4, ?5);

-- name: add_unit
INSERT INTO supervising_unit (pkid, 代码, 名称, 英文名, geometry, 行政区) VALUES (?1, ?2, ?3, ?4, ?5, ?6);

-- name: store
SELECT simulated, anchor_time, pack FROM store;

-- name: districts
SELECT 代码, 名称, 英文名, geometry FROM district ORDER BY pkid;

-- name: units
SELECT 代码, 名称, 英文名, geometry, 行政区 FROM supervising_unit ORDER BY pkid;

-- name: checkpoint
PRAGMA wal_checkpoint(TRUNCATE);

-- name: vacuum_into
VACUUM INTO ?1;
