-- Migration 3: incidents and dispatch. What holds is the journal, whose records carry the changes; every table here is a projection
-- of it for SQL and GIS, written in the same transaction and never edited by itself. `anxin verify` makes each row anew from the
-- journal and compares. Runs in one transaction, when a store is made or when one of an older format is opened for writing.
-- Read-only, an older store stands with these tables empty beside it (TEMP).
-- Instants in the layers are UTC text, 2026-11-23T01:42:16Z; in the narrow tables seconds since 1970-01-01T00:00:00Z. Money is fen.
-- Numbers of words: data/model/operation_words.hpp. NULL is "not known" or "not yet".
-- No column holds personal data: duty posts and the posts' telephones, heads, case numbers are all there is.

-- One row in a store of drills (演练), none in any other. Written when the store is made and never after: record 0's digest covers it.
CREATE TABLE exercise (
  one           INTEGER PRIMARY KEY CHECK (one = 1)  -- a single row
) STRICT;

-- One row a journal record of operations: what the journal's bytes say, for finding it.
CREATE TABLE operation_record (
  revision      INTEGER PRIMARY KEY,                 -- journal.revision
  recorded_at   INTEGER NOT NULL,                    -- instant; never before that of its predecessor
  seat          TEXT NOT NULL,                       -- duty post
  command_id    TEXT NOT NULL,                       -- made by the client; empty: none
  changes       INTEGER NOT NULL CHECK (changes > 0) -- how many
) STRICT;
CREATE UNIQUE INDEX operation_by_command ON operation_record (command_id) WHERE command_id <> '';

-- Layer: response units where they are taken to be: the position last reported, else the base.
CREATE TABLE response_unit (
  pkid          INTEGER PRIMARY KEY,                 -- for GIS
  编号          TEXT NOT NULL UNIQUE CHECK (编号 <> ''), -- unit id, U-110105-LEAD-1
  名称          TEXT NOT NULL,                       -- name
  简称          TEXT NOT NULL,                       -- short name, for the map
  职能          TEXT NOT NULL,                       -- Functions by their Chinese names, joined by 、
  行业          TEXT NOT NULL,                       -- Sectors that it answers for, likewise; empty: all
  成员单位      TEXT NOT NULL,                       -- code of the member unit
  监管单位      TEXT NOT NULL,                       -- code of the supervising unit
  状态          TEXT NOT NULL,                       -- UnitReadiness by its Chinese name
  状态原因      TEXT NOT NULL,                       -- why; empty: none given
  人数          INTEGER NOT NULL CHECK (人数 >= 0),  -- heads of the team
  车辆          TEXT NOT NULL,                       -- kind of vehicle; empty: none
  值班岗电话    TEXT NOT NULL,                       -- of the duty post, never a person's
  经度          REAL NOT NULL CHECK (经度 BETWEEN -180 AND 180), -- longitude, degrees, CGCS2000; equals geometry
  纬度          REAL NOT NULL CHECK (纬度 BETWEEN -90 AND 90),   -- latitude, degrees, CGCS2000; equals geometry
  位置时间      DATETIME,                            -- of the reported position; NULL: the base
  geometry      POINT NOT NULL                       -- the place
);
SELECT RecoverGeometryColumn('response_unit', 'geometry', 4490, 'POINT', 'XY');
SELECT CreateSpatialIndex('response_unit', 'geometry');

-- Layer: incidents, open and ended.
CREATE TABLE incident_case (
  pkid          INTEGER PRIMARY KEY,                 -- for GIS
  编号          TEXT NOT NULL UNIQUE CHECK (编号 <> ''), -- incident id, I-20261123-004
  地点          TEXT NOT NULL,                       -- place in words
  项目          TEXT NOT NULL,                       -- project id; empty: none is known
  监管单位      TEXT NOT NULL,                       -- code of the responsible supervising unit
  管辖依据      TEXT NOT NULL,                       -- rule that found it: declared, settled, ...
  行业          TEXT NOT NULL,                       -- Sector by its Chinese name
  等级          TEXT NOT NULL,                       -- IncidentLevel by its Chinese name
  状态          TEXT NOT NULL,                       -- IncidentState by its Chinese name
  认领席位      TEXT NOT NULL,                       -- seat; empty: nobody
  人数          INTEGER NOT NULL,                    -- persons at the scene
  用人单位数    INTEGER NOT NULL,                    -- employers
  诉求金额_分   BIGINT,                              -- wages claimed, fen
  极端行为      TEXT NOT NULL,                       -- ExtremeAct by its Chinese name
  来源          TEXT NOT NULL,                       -- IncidentSources by their Chinese names, joined by 、
  演练          INTEGER NOT NULL CHECK (演练 IN (0, 1)), -- 1: exercise
  预案          TEXT NOT NULL,                       -- response plan; empty: not confirmed
  开始时间      DATETIME,                            -- when it began
  报告时间      DATETIME NOT NULL,                   -- when it was reported
  认领时间      DATETIME,                            -- when a seat claimed it
  确认时间      DATETIME,                            -- when it was confirmed
  派单时间      DATETIME,                            -- when the first unit was sent
  首到时间      DATETIME,                            -- when the first unit arrived
  到齐时间      DATETIME,                            -- when the plan was complete on the scene
  处置完时间    DATETIME,                            -- when it was resolved
  结束时间      DATETIME,                            -- when it was closed, cancelled or merged
  并入          TEXT NOT NULL,                       -- incident into which it was merged; empty: none
  结案结论      TEXT NOT NULL,                       -- Conclusion by its Chinese name; empty: not closed
  追回金额_分   BIGINT NOT NULL,                     -- recovered by all ways, fen
  后续          TEXT NOT NULL,                       -- what is carried on; empty: nothing
  经度          REAL NOT NULL CHECK (经度 BETWEEN -180 AND 180), -- longitude, degrees, CGCS2000; equals geometry
  纬度          REAL NOT NULL CHECK (纬度 BETWEEN -90 AND 90),   -- latitude, degrees, CGCS2000; equals geometry
  geometry      POINT NOT NULL                       -- the place
);
SELECT RecoverGeometryColumn('incident_case', 'geometry', 4490, 'POINT', 'XY');
SELECT CreateSpatialIndex('incident_case', 'geometry');

-- Layer: roads and areas that vehicles cannot use.
CREATE TABLE road_closure (
  pkid          INTEGER PRIMARY KEY,                 -- for GIS
  编号          TEXT NOT NULL UNIQUE CHECK (编号 <> ''), -- closure id, C-20261123-01
  道路          TEXT NOT NULL,                       -- name of the road; empty: by area
  原因          TEXT NOT NULL,                       -- why
  开始时间      DATETIME NOT NULL,                   -- from
  截止时间      DATETIME NOT NULL,                   -- until, unless lifted before
  解除时间      DATETIME,                            -- when it was lifted
  经度          REAL CHECK (经度 BETWEEN -180 AND 180), -- of the place on the road, degrees; NULL: by area
  纬度          REAL CHECK (纬度 BETWEEN -90 AND 90), -- of the place on the road, degrees; NULL: by area
  geometry      MULTIPOLYGON                         -- the area; NULL: by road
);
SELECT RecoverGeometryColumn('road_closure', 'geometry', 4490, 'MULTIPOLYGON', 'XY');
SELECT CreateSpatialIndex('road_closure', 'geometry');

-- One unit's part in an incident.
CREATE TABLE assignment (
  id            TEXT PRIMARY KEY CHECK (id <> ''),   -- I-20261123-004/3
  incident      TEXT NOT NULL,                       -- incident_case.编号
  unit          TEXT NOT NULL,                       -- response_unit.编号 at that time
  dispatch      TEXT NOT NULL,                       -- number of the order
  function      INTEGER NOT NULL CHECK (function BETWEEN 0 AND 6), -- Function
  state         INTEGER NOT NULL CHECK (state BETWEEN 0 AND 7), -- AssignmentState
  offered       INTEGER NOT NULL,                    -- instant
  accepted      INTEGER,                             -- instant
  en_route      INTEGER,                             -- instant
  on_scene      INTEGER,                             -- instant
  ended         INTEGER,                             -- instant: released, declined, timed out, recalled
  expected_s    INTEGER NOT NULL,                    -- travel time by road when it was offered, seconds
  distance_m    INTEGER NOT NULL,                    -- by road, metres
  escalation    INTEGER NOT NULL,                    -- steps of the chain carried out
  channel       INTEGER NOT NULL CHECK (channel BETWEEN 0 AND 4), -- AckChannel
  words         TEXT NOT NULL,                       -- what was said when a seat acknowledged for it
  reason        TEXT NOT NULL                        -- declined, recalled
) STRICT;
CREATE INDEX assignment_by_incident ON assignment (incident);
CREATE INDEX assignment_by_unit ON assignment (unit);

-- Situation reports from the scenes.
CREATE TABLE situation_report (
  incident      TEXT NOT NULL,                       -- incident_case.编号
  number        INTEGER NOT NULL,                    -- 1: the first
  at            INTEGER NOT NULL,                    -- instant
  by_post       TEXT NOT NULL,                       -- unit id or seat
  persons       INTEGER NOT NULL,                    -- heads at the scene
  text          TEXT NOT NULL,                       -- what was reported, scrubbed
  PRIMARY KEY (incident, number)
) STRICT, WITHOUT ROWID;

-- The supervising units' emergency funds, line by line.
CREATE TABLE fund_entry (
  number        INTEGER PRIMARY KEY,                 -- position in the ledger, from 1
  supervising_unit TEXT NOT NULL,                    -- code
  move          INTEGER NOT NULL CHECK (move BETWEEN 0 AND 2), -- FundMove: raised drawn recovered
  fen           INTEGER NOT NULL CHECK (fen > 0),    -- fen
  incident      TEXT NOT NULL,                       -- incident_case.编号; empty: raised
  at            INTEGER NOT NULL,                    -- instant
  reason        TEXT NOT NULL                        -- why
) STRICT;
CREATE INDEX fund_entry_by_unit ON fund_entry (supervising_unit);

-- Messages that a dispatch or an escalation has to send, one row each. Only `sent` is ever changed, by who sends it.
CREATE TABLE outbox (
  revision      INTEGER NOT NULL,                    -- journal.revision that asked for it
  number        INTEGER NOT NULL,                    -- within that record, from 1
  assignment    TEXT NOT NULL,                       -- assignment.id
  post          TEXT NOT NULL,                       -- duty post to be told
  post_telephone TEXT NOT NULL,                      -- the post's, never a person's; empty: none is known
  text          TEXT NOT NULL,                       -- what to say, Chinese
  made          INTEGER NOT NULL,                    -- instant
  sent          INTEGER,                             -- instant; NULL: not yet
  PRIMARY KEY (revision, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX outbox_unsent ON outbox (revision) WHERE sent IS NULL;
