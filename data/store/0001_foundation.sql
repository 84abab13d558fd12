-- Migration 1: the store's tables. Runs inside the transaction that makes the store; SpatiaLite is loaded.
-- Days are days since 1970-01-01 of the Beijing civil calendar; instants are seconds since 1970-01-01T00:00:00Z;
-- money is fen (1/100 yuan); heads are persons; NULL is "not known", never zero. Numbers of words: data/model/words.hpp.
-- Every row that a batch wrote carries
--   batch  the batch whose content it is (what undo takes back)
--   since  the batch from which on it is the current row (what "as known at" asks); differs from batch only after an undo
-- and a table X_version keeps each row that was replaced, with
--   until  the batch that replaced it.
-- (Key columns first there: SQLite 3.40's integrity_check misreads WITHOUT ROWID tables whose key columns stand apart.)
-- No column holds personal data: enterprises, projects and head-counts only.

SELECT InitSpatialMetadata(0, 'NONE');
SELECT InsertEpsgSrid(4490);
SELECT InsertEpsgSrid(4548);

CREATE TABLE store (
  one           INTEGER PRIMARY KEY CHECK (one = 1), -- a single row
  simulated     INTEGER NOT NULL CHECK (simulated IN (0, 1)), -- 1: simulated data, marked so everywhere
  anchor_time   INTEGER,                             -- instant at which a simulated store's clock starts; NULL: the wall clock
  pack          TEXT NOT NULL,                       -- city and version of the data pack it was made with
  program       TEXT NOT NULL                        -- version of the program that made it
) STRICT;

-- Layer: administrative districts (polygons of the pack).
CREATE TABLE district (
  pkid          INTEGER PRIMARY KEY,                 -- position in the pack, from 1
  代码          TEXT NOT NULL UNIQUE,                -- GB/T 2260 code, 110105
  名称          TEXT NOT NULL,                       -- 朝阳区
  英文名        TEXT NOT NULL                        -- Chaoyang
);
SELECT AddGeometryColumn('district', 'geometry', 4490, 'MULTIPOLYGON', 'XY');
SELECT CreateSpatialIndex('district', 'geometry');

-- Layer: supervising units (the districts and BDA, whose geometry is NULL until a boundary is installed).
CREATE TABLE supervising_unit (
  pkid          INTEGER PRIMARY KEY,                 -- position in the pack, from 1: the registry's order
  代码          TEXT NOT NULL UNIQUE,                -- 110105 or BDA
  名称          TEXT NOT NULL,                       -- 朝阳区
  英文名        TEXT NOT NULL,                       -- Chaoyang
  行政区        TEXT                                 -- code of the district it is; NULL for BDA
);
SELECT AddGeometryColumn('supervising_unit', 'geometry', 4490, 'MULTIPOLYGON', 'XY');
SELECT CreateSpatialIndex('supervising_unit', 'geometry');

CREATE TABLE enterprise (
  pkid          INTEGER PRIMARY KEY,                 -- our number, never used again for another
  uscc          TEXT NOT NULL UNIQUE,                -- unified social credit code, 18 characters (GB 32100-2015)
  name          TEXT NOT NULL,                       -- registered name of the enterprise
  credit        INTEGER NOT NULL CHECK (credit BETWEEN 0 AND 4), -- Credit: A B C D unknown
  batch         INTEGER NOT NULL,                    -- see the head of this file
  since         INTEGER NOT NULL                     -- see the head of this file
) STRICT;

CREATE TABLE enterprise_version (
  pkid          INTEGER NOT NULL,                    -- enterprise.pkid
  until         INTEGER NOT NULL,                    -- batch that replaced it
  uscc          TEXT NOT NULL,                       -- as in enterprise
  name          TEXT NOT NULL,                       -- as in enterprise
  credit        INTEGER NOT NULL,                    -- as in enterprise
  batch         INTEGER NOT NULL,                    -- as in enterprise
  since         INTEGER NOT NULL,                    -- as in enterprise
  PRIMARY KEY (pkid, until)
) STRICT, WITHOUT ROWID;

-- Layer: construction projects as they stand. Words in Chinese so that any GIS shows them as they are. What answers about
-- nearness read stands first.
CREATE TABLE project (
  pkid          INTEGER PRIMARY KEY,                 -- our number, never used again for another
  编号          TEXT NOT NULL UNIQUE CHECK (编号 <> ''), -- project id, P-110105-0417
  经度          REAL NOT NULL CHECK (经度 BETWEEN -180 AND 180), -- longitude, degrees, CGCS2000; equals geometry
  纬度          REAL NOT NULL CHECK (纬度 BETWEEN -90 AND 90),   -- latitude, degrees, CGCS2000; equals geometry
  名称          TEXT NOT NULL,                       -- name of the project
  监管单位      TEXT NOT NULL,                       -- code of the declared supervising unit
  行政区        TEXT NOT NULL,                       -- code of the district polygon that holds it; empty outside all
  街道乡镇      TEXT NOT NULL,                       -- township by name; empty unknown
  行业          TEXT NOT NULL,                       -- Sector by its Chinese name: 房建 ...
  资金来源      TEXT NOT NULL,                       -- Funding by its Chinese name
  状态          TEXT NOT NULL,                       -- ProjectStatus by its Chinese name
  三无工程      INTEGER NOT NULL CHECK (三无工程 IN (0, 1)), -- 1: unlicensed
  开工日期      DATE,                                -- start, Beijing civil day as text, 2018-03-05
  约定竣工      DATE,                                -- agreed completion, Beijing civil day as text
  约定发薪日    INTEGER CHECK (约定发薪日 BETWEEN 1 AND 31), -- agreed pay day of the month after
  合同额_分     BIGINT,                              -- contract sum, fen; BIGINT so that GDAL reads 64 bits
  建设单位      TEXT NOT NULL,                       -- owner, uscc; empty unknown
  施工总承包    TEXT NOT NULL,                       -- general contractor, uscc; empty unknown
  分包          TEXT NOT NULL,                       -- subcontractor, uscc; empty unknown
  batch         INTEGER NOT NULL,                    -- see the head of this file
  since         INTEGER NOT NULL                     -- see the head of this file
);
SELECT AddGeometryColumn('project', 'geometry', 4490, 'POINT', 'XY', 1);
SELECT CreateSpatialIndex('project', 'geometry');

-- Jurisdiction asked by unit, ids in order.
CREATE INDEX project_by_unit ON project (监管单位, 编号);
CREATE TABLE project_version (
  pkid          INTEGER NOT NULL,                    -- project.pkid
  until         INTEGER NOT NULL,                    -- batch that replaced it
  编号          TEXT NOT NULL,                       -- as in project
  名称          TEXT NOT NULL,                       -- as in project
  监管单位      TEXT NOT NULL,                       -- as in project
  行政区        TEXT NOT NULL,                       -- as in project
  街道乡镇      TEXT NOT NULL,                       -- as in project
  行业          TEXT NOT NULL,                       -- as in project
  资金来源      TEXT NOT NULL,                       -- as in project
  状态          TEXT NOT NULL,                       -- as in project
  三无工程      INTEGER NOT NULL,                    -- as in project
  经度          REAL NOT NULL,                       -- as in project
  纬度          REAL NOT NULL,                       -- as in project
  开工日期      TEXT,                                -- as in project
  约定竣工      TEXT,                                -- as in project
  约定发薪日    INTEGER,                             -- as in project
  合同额_分     INTEGER,                             -- as in project
  建设单位      TEXT NOT NULL,                       -- as in project
  施工总承包    TEXT NOT NULL,                       -- as in project
  分包          TEXT NOT NULL,                       -- as in project
  batch         INTEGER NOT NULL,                    -- as in project
  since         INTEGER NOT NULL,                    -- as in project
  PRIMARY KEY (pkid, until)
) STRICT, WITHOUT ROWID;

-- Who has a part in a project: one row a role that is filled.
CREATE VIEW project_party AS
  SELECT pkid AS project, 0 AS role, 建设单位 AS uscc FROM project WHERE 建设单位 <> ''
  UNION ALL
  SELECT pkid, 1, 施工总承包 FROM project WHERE 施工总承包 <> ''
  UNION ALL
  SELECT pkid, 2, 分包 FROM project WHERE 分包 <> '';

-- Payroll of a project and month, true from valid_from on until a later row of the same month. Narrow: ten million rows are
-- usual. key = project.pkid << 28 | month << 16 | valid_from, so that rows lie in the order in which they are read.
CREATE TABLE project_month (
  key           INTEGER PRIMARY KEY,                 -- as said above
  project       INTEGER AS (key >> 28),              -- project.pkid
  month         INTEGER AS (((key >> 16) & 4095) + 24000), -- year * 12 + month - 1
  valid_from    INTEGER AS (key & 65535),            -- day from which on it is true
  batch         INTEGER NOT NULL,                    -- see the head of this file
  since         INTEGER NOT NULL,                    -- see the head of this file
  attended      INTEGER,                             -- persons who attended
  paid_heads    INTEGER,                             -- persons paid
  due_fen       INTEGER,                             -- wages due, fen
  paid_fen      INTEGER,                             -- wages paid, fen
  inflow_fen    INTEGER,                             -- paid into the dedicated account, fen
  balance_fen   INTEGER,                             -- balance of the dedicated account, fen
  last_payroll  INTEGER                              -- day of the latest payroll for this month's wages
) STRICT;

CREATE TABLE project_month_version (
  key           INTEGER NOT NULL,                    -- as in project_month
  until         INTEGER NOT NULL,                    -- batch that replaced it
  project       INTEGER AS (key >> 28),              -- as in project_month
  batch         INTEGER NOT NULL,                    -- as in project_month
  since         INTEGER NOT NULL,                    -- as in project_month
  attended      INTEGER,                             -- as in project_month
  paid_heads    INTEGER,                             -- as in project_month
  due_fen       INTEGER,                             -- as in project_month
  paid_fen      INTEGER,                             -- as in project_month
  inflow_fen    INTEGER,                             -- as in project_month
  balance_fen   INTEGER,                             -- as in project_month
  last_payroll  INTEGER,                             -- as in project_month
  PRIMARY KEY (key, until)
) STRICT, WITHOUT ROWID;

-- State of a safeguard from valid_from on. key = of_enterprise << 60 | subject << 20 | safeguard << 16 | valid_from.
CREATE TABLE safeguard (
  key           INTEGER PRIMARY KEY,                 -- as said above
  of_enterprise INTEGER AS (key >> 60),              -- 0: subject is project.pkid, 1: enterprise.pkid
  subject       INTEGER AS ((key >> 20) & 1099511627775), -- whose it is
  safeguard     INTEGER AS ((key >> 16) & 15),       -- Safeguard by number
  valid_from    INTEGER AS (key & 65535),            -- day from which on it is true
  batch         INTEGER NOT NULL,                    -- see the head of this file
  since         INTEGER NOT NULL,                    -- see the head of this file
  state         INTEGER NOT NULL CHECK (state BETWEEN 0 AND 3), -- SafeguardState: no yes not_applicable unknown
  amount_fen    INTEGER                              -- deposit, fen: cash or guarantee
) STRICT;

CREATE TABLE safeguard_version (
  key           INTEGER NOT NULL,                    -- as in safeguard
  until         INTEGER NOT NULL,                    -- batch that replaced it
  batch         INTEGER NOT NULL,                    -- as in safeguard
  since         INTEGER NOT NULL,                    -- as in safeguard
  state         INTEGER NOT NULL,                    -- as in safeguard
  amount_fen    INTEGER,                             -- as in safeguard
  PRIMARY KEY (key, until)
) STRICT, WITHOUT ROWID;

-- One row a journal record that changed rows: imports, generated cities and undos. batch = journal.revision.
CREATE TABLE batch (
  batch         INTEGER PRIMARY KEY,                 -- number that undo names
  recorded_at   INTEGER NOT NULL,                    -- instant at which it became known; never before its predecessor's
  kind          TEXT NOT NULL,                       -- projects, enterprises, project_months, simulated_city, undo
  seat          TEXT NOT NULL,                       -- duty post
  command_id    TEXT NOT NULL,                       -- made by the client; empty: none
  source        TEXT NOT NULL,                       -- file name without path, or demo
  added         INTEGER NOT NULL,                    -- rows
  changed       INTEGER NOT NULL,                    -- rows
  unchanged     INTEGER NOT NULL,                    -- rows offered that were as stored
  digest        TEXT NOT NULL,                       -- SM3 of the canonical rows added and changed, hex
  undoes        INTEGER                              -- the batch that this one took back; NULL: an import
) STRICT;

-- The chain: digest = SM3(digest of the record before || canonical). Record 0 is the making of the store; before it: 32 zeros.
CREATE TABLE journal (
  revision      INTEGER PRIMARY KEY,                 -- 0, 1, 2, ... without gaps
  canonical     BLOB NOT NULL,                       -- the change, canonical form of data/store/canonical.hpp
  digest        BLOB NOT NULL CHECK (length(digest) = 32) -- SM3
) STRICT;

-- What each command was answered, so that the same id again is answered alike. Outside the journal: it states no fact.
CREATE TABLE command_answer (
  command_id    TEXT PRIMARY KEY,                    -- made by the client
  revision      INTEGER NOT NULL,                    -- BatchResult as it was given
  batch         INTEGER NOT NULL,                    -- 0: nothing had changed
  added         INTEGER NOT NULL,                    -- rows
  changed       INTEGER NOT NULL,                    -- rows
  unchanged     INTEGER NOT NULL,                    -- rows
  digest        TEXT NOT NULL                        -- SM3, hex
) STRICT, WITHOUT ROWID;

-- Assessments kept for a quick start. Derived: may be dropped at any time.
CREATE TABLE risk_cache (
  revision      INTEGER NOT NULL,                    -- latest batch it was computed from
  as_of         INTEGER NOT NULL,                    -- day asked for
  rules_digest  TEXT NOT NULL,                       -- of the rule book
  columns       BLOB NOT NULL,                       -- the table's columns one after another, in the registry's order
  PRIMARY KEY (revision, as_of, rules_digest)
) STRICT;
