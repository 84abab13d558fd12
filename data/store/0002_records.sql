-- Migration 2: records about projects and enterprises, and the feeds that deliver data. Runs in one transaction, when a store is
-- made or when one of format 1 is opened for writing. Read-only, a store of format 1 stands with these tables empty beside it
-- (TEMP). Units, `batch`, `since`, `until` and X_version as the head of 0001_foundation.sql says.
-- No column holds personal data: numbers of cases, enterprises and heads only.

-- Complaints over unpaid wages: how many persons, by which way, for which project. Never who.
CREATE TABLE complaint (
  id            TEXT PRIMARY KEY CHECK (id <> ''),   -- case number of the source
  project       INTEGER NOT NULL,                    -- project.pkid
  received      INTEGER NOT NULL,                    -- day it came in
  persons       INTEGER NOT NULL CHECK (persons >= 0), -- persons it speaks for
  claimed_fen   INTEGER,                             -- wages claimed, fen
  channel       INTEGER NOT NULL CHECK (channel BETWEEN 0 AND 5), -- Channel: hotline_12345 police_110 platform street_office visit other
  closed        INTEGER,                             -- day it was closed; NULL: open
  batch         INTEGER NOT NULL,                    -- see the head of 0001_foundation.sql
  since         INTEGER NOT NULL                     -- see the head of 0001_foundation.sql
) STRICT;
CREATE INDEX complaint_by_project ON complaint (project);

CREATE TABLE complaint_version (
  id            TEXT NOT NULL,                       -- as in complaint
  until         INTEGER NOT NULL,                    -- batch that replaced it
  project       INTEGER NOT NULL,                    -- as in complaint
  received      INTEGER NOT NULL,                    -- as in complaint
  persons       INTEGER NOT NULL,                    -- as in complaint
  claimed_fen   INTEGER,                             -- as in complaint
  channel       INTEGER NOT NULL,                    -- as in complaint
  closed        INTEGER,                             -- as in complaint
  batch         INTEGER NOT NULL,                    -- as in complaint
  since         INTEGER NOT NULL,                    -- as in complaint
  PRIMARY KEY (id, until)
) STRICT, WITHOUT ROWID;

-- Rectification orders to projects. Overdue: after `due` and not closed.
CREATE TABLE rectification_order (
  id            TEXT PRIMARY KEY CHECK (id <> ''),   -- number of the order
  project       INTEGER NOT NULL,                    -- project.pkid
  issued        INTEGER NOT NULL,                    -- day it was issued
  due           INTEGER NOT NULL,                    -- last day to comply
  closed        INTEGER,                             -- day it was found done; NULL: open
  subject       TEXT NOT NULL,                       -- what is to be put right
  batch         INTEGER NOT NULL,                    -- see the head of 0001_foundation.sql
  since         INTEGER NOT NULL                     -- see the head of 0001_foundation.sql
) STRICT;
CREATE INDEX rectification_order_by_project ON rectification_order (project);

CREATE TABLE rectification_order_version (
  id            TEXT NOT NULL,                       -- as in rectification_order
  until         INTEGER NOT NULL,                    -- batch that replaced it
  project       INTEGER NOT NULL,                    -- as in rectification_order
  issued        INTEGER NOT NULL,                    -- as in rectification_order
  due           INTEGER NOT NULL,                    -- as in rectification_order
  closed        INTEGER,                             -- as in rectification_order
  subject       TEXT NOT NULL,                       -- as in rectification_order
  batch         INTEGER NOT NULL,                    -- as in rectification_order
  since         INTEGER NOT NULL,                    -- as in rectification_order
  PRIMARY KEY (id, until)
) STRICT, WITHOUT ROWID;

-- Enterprises on the blacklist from `listed` until the day `removed`.
CREATE TABLE blacklist (
  uscc          TEXT NOT NULL CHECK (uscc <> ''),    -- unified social credit code; the enterprise need not be in enterprise
  listed        INTEGER NOT NULL,                    -- day of listing
  removed       INTEGER,                             -- first day no longer listed; NULL: listed
  published     INTEGER,                             -- day of publication; NULL: not published
  batch         INTEGER NOT NULL,                    -- see the head of 0001_foundation.sql
  since         INTEGER NOT NULL,                    -- see the head of 0001_foundation.sql
  PRIMARY KEY (uscc, listed)
) STRICT, WITHOUT ROWID;

CREATE TABLE blacklist_version (
  uscc          TEXT NOT NULL,                       -- as in blacklist
  listed        INTEGER NOT NULL,                    -- as in blacklist
  until         INTEGER NOT NULL,                    -- batch that replaced it
  removed       INTEGER,                             -- as in blacklist
  published     INTEGER,                             -- as in blacklist
  batch         INTEGER NOT NULL,                    -- as in blacklist
  since         INTEGER NOT NULL,                    -- as in blacklist
  PRIMARY KEY (uscc, listed, until)
) STRICT, WITHOUT ROWID;

-- Gatherings and extreme acts over unpaid wages, as reported.
CREATE TABLE incident (
  id            TEXT PRIMARY KEY CHECK (id <> ''),   -- number of the incident
  project       INTEGER NOT NULL,                    -- project.pkid
  reported      INTEGER NOT NULL,                    -- day it was reported
  persons       INTEGER NOT NULL CHECK (persons >= 0), -- persons present
  closed        INTEGER,                             -- day it was closed; NULL: open
  batch         INTEGER NOT NULL,                    -- see the head of 0001_foundation.sql
  since         INTEGER NOT NULL                     -- see the head of 0001_foundation.sql
) STRICT;
CREATE INDEX incident_by_project ON incident (project);

CREATE TABLE incident_version (
  id            TEXT NOT NULL,                       -- as in incident
  until         INTEGER NOT NULL,                    -- batch that replaced it
  project       INTEGER NOT NULL,                    -- as in incident
  reported      INTEGER NOT NULL,                    -- as in incident
  persons       INTEGER NOT NULL,                    -- as in incident
  closed        INTEGER,                             -- as in incident
  batch         INTEGER NOT NULL,                    -- as in incident
  since         INTEGER NOT NULL,                    -- as in incident
  PRIMARY KEY (id, until)
) STRICT, WITHOUT ROWID;

-- Sources that deliver data for many projects.
CREATE TABLE feed (
  pkid          INTEGER PRIMARY KEY,                 -- our number, 1 to 4095, never used again for another
  id            TEXT NOT NULL UNIQUE CHECK (id <> ''), -- word for it, bank-07
  name          TEXT NOT NULL,                       -- name of the feed
  owner         TEXT NOT NULL,                       -- organisation that runs it
  kind          INTEGER NOT NULL CHECK (kind BETWEEN 0 AND 1), -- FeedKind: bank real_name
  stale_after_s INTEGER NOT NULL CHECK (stale_after_s > 0), -- stale when its latest arrival is older, seconds
  batch         INTEGER NOT NULL,                    -- see the head of 0001_foundation.sql
  since         INTEGER NOT NULL                     -- see the head of 0001_foundation.sql
) STRICT;

CREATE TABLE feed_version (
  pkid          INTEGER NOT NULL,                    -- as in feed
  until         INTEGER NOT NULL,                    -- batch that replaced it
  id            TEXT NOT NULL,                       -- as in feed
  name          TEXT NOT NULL,                       -- as in feed
  owner         TEXT NOT NULL,                       -- as in feed
  kind          INTEGER NOT NULL,                    -- as in feed
  stale_after_s INTEGER NOT NULL,                    -- as in feed
  batch         INTEGER NOT NULL,                    -- as in feed
  since         INTEGER NOT NULL,                    -- as in feed
  PRIMARY KEY (pkid, until)
) STRICT, WITHOUT ROWID;

-- Deliveries that arrived.
CREATE TABLE feed_arrival (
  feed          INTEGER NOT NULL,                    -- feed.pkid
  arrived_at    INTEGER NOT NULL,                    -- instant of arrival
  batch         INTEGER NOT NULL,                    -- see the head of 0001_foundation.sql
  since         INTEGER NOT NULL,                    -- see the head of 0001_foundation.sql
  PRIMARY KEY (feed, arrived_at)
) STRICT, WITHOUT ROWID;

CREATE TABLE feed_arrival_version (
  feed          INTEGER NOT NULL,                    -- as in feed_arrival
  arrived_at    INTEGER NOT NULL,                    -- as in feed_arrival
  until         INTEGER NOT NULL,                    -- batch that replaced it
  batch         INTEGER NOT NULL,                    -- as in feed_arrival
  since         INTEGER NOT NULL,                    -- as in feed_arrival
  PRIMARY KEY (feed, arrived_at, until)
) STRICT, WITHOUT ROWID;

-- Which feed delivers for a project from valid_from on. key = project.pkid << 28 | feed.pkid << 16 | valid_from.
CREATE TABLE project_feed (
  key           INTEGER PRIMARY KEY,                 -- as said above
  project       INTEGER AS (key >> 28),              -- project.pkid
  feed          INTEGER AS ((key >> 16) & 4095),     -- feed.pkid
  valid_from    INTEGER AS (key & 65535),            -- day from which on it is true
  batch         INTEGER NOT NULL,                    -- see the head of 0001_foundation.sql
  since         INTEGER NOT NULL                     -- see the head of 0001_foundation.sql
) STRICT;

CREATE TABLE project_feed_version (
  key           INTEGER NOT NULL,                    -- as in project_feed
  until         INTEGER NOT NULL,                    -- batch that replaced it
  project       INTEGER AS (key >> 28),              -- as in project_feed
  feed          INTEGER AS ((key >> 16) & 4095),     -- as in project_feed
  valid_from    INTEGER AS (key & 65535),            -- as in project_feed
  batch         INTEGER NOT NULL,                    -- as in project_feed
  since         INTEGER NOT NULL,                    -- as in project_feed
  PRIMARY KEY (key, until)
) STRICT, WITHOUT ROWID;
