-- Statements of the record tables (0002_records.sql): one row found, added, kept as a version, changed; loaded; undone; checked.
-- Keys stand first, then the batch, then the content. Each stands under its name.

-- name: complaint_find
SELECT project, received, persons, claimed_fen, channel, closed FROM complaint WHERE id = ?1;

-- name: complaint_add
INSERT INTO complaint (id, project, received, persons, claimed_fen, channel, closed, batch, since)
VALUES (?1, ?3, ?4, ?5, ?6, ?7, ?8, ?2, ?2);

-- name: complaint_keep
INSERT INTO complaint_version (id, project, received, persons, claimed_fen, channel, closed, batch, since, until)
SELECT id, project, received, persons, claimed_fen, channel, closed, batch, since, ?2 FROM complaint WHERE id = ?1;

-- name: complaint_change
UPDATE complaint SET batch = ?2, since = ?2, project = ?3, received = ?4, persons = ?5, claimed_fen = ?6, channel = ?7,
  closed = ?8
WHERE id = ?1;

-- name: undo_keep_complaint
INSERT INTO complaint_version (id, project, received, persons, claimed_fen, channel, closed, batch, since, until)
SELECT id, project, received, persons, claimed_fen, channel, closed, batch, since, ?2 FROM complaint WHERE batch = ?1;

-- name: undo_drop_complaint
DELETE FROM complaint WHERE batch = ?1;

-- name: undo_restore_complaint
INSERT INTO complaint (id, project, received, persons, claimed_fen, channel, closed, batch, since)
SELECT id, project, received, persons, claimed_fen, channel, closed, batch, ?2 FROM complaint_version WHERE until = ?1;

-- name: rows_complaint
SELECT batch, id, project, received, persons, claimed_fen, channel, closed
FROM complaint
UNION SELECT batch, id, project, received, persons, claimed_fen, channel, closed
FROM complaint_version
ORDER BY id;

-- name: load_complaint
SELECT project, id, received, persons, claimed_fen, channel, closed FROM complaint;

-- name: load_complaint_known
SELECT project, id, received, persons, claimed_fen, channel, closed FROM complaint WHERE since <= ?1
UNION ALL
SELECT project, id, received, persons, claimed_fen, channel, closed FROM complaint_version WHERE since <= ?1 AND until > ?1;

-- name: rectification_order_find
SELECT project, issued, due, closed, subject FROM rectification_order WHERE id = ?1;

-- name: rectification_order_add
INSERT INTO rectification_order (id, project, issued, due, closed, subject, batch, since)
VALUES (?1, ?3, ?4, ?5, ?6, ?7, ?2, ?2);

-- name: rectification_order_keep
INSERT INTO rectification_order_version (id, project, issued, due, closed, subject, batch, since, until)
SELECT id, project, issued, due, closed, subject, batch, since, ?2 FROM rectification_order WHERE id = ?1;

-- name: rectification_order_change
UPDATE rectification_order SET batch = ?2, since = ?2, project = ?3, issued = ?4, due = ?5, closed = ?6, subject = ?7
WHERE id = ?1;

-- name: undo_keep_rectification_order
INSERT INTO rectification_order_version (id, project, issued, due, closed, subject, batch, since, until)
SELECT id, project, issued, due, closed, subject, batch, since, ?2 FROM rectification_order WHERE batch = ?1;

-- name: undo_drop_rectification_order
DELETE FROM rectification_order WHERE batch = ?1;

-- name: undo_restore_rectification_order
INSERT INTO rectification_order (id, project, issued, due, closed, subject, batch, since)
SELECT id, project, issued, due, closed, subject, batch, ?2 FROM rectification_order_version WHERE until = ?1;

-- name: rows_rectification_order
SELECT batch, id, project, issued, due, closed, subject
FROM rectification_order
UNION SELECT batch, id, project, issued, due, closed, subject
FROM rectification_order_version
ORDER BY id;

-- name: load_rectification_order
SELECT project, id, issued, due, closed, subject FROM rectification_order;

-- name: load_rectification_order_known
SELECT project, id, issued, due, closed, subject FROM rectification_order WHERE since <= ?1
UNION ALL
SELECT project, id, issued, due, closed, subject FROM rectification_order_version WHERE since <= ?1 AND until > ?1;

-- name: blacklist_find
SELECT removed, published FROM blacklist WHERE uscc = ?1 AND listed = ?2;

-- name: blacklist_add
INSERT INTO blacklist (uscc, listed, removed, published, batch, since)
VALUES (?1, ?2, ?4, ?5, ?3, ?3);

-- name: blacklist_keep
INSERT INTO blacklist_version (uscc, listed, removed, published, batch, since, until)
SELECT uscc, listed, removed, published, batch, since, ?3 FROM blacklist WHERE uscc = ?1 AND listed = ?2;

-- name: blacklist_change
UPDATE blacklist SET batch = ?3, since = ?3, removed = ?4, published = ?5
WHERE uscc = ?1 AND listed = ?2;

-- name: undo_keep_blacklist
INSERT INTO blacklist_version (uscc, listed, removed, published, batch, since, until)
SELECT uscc, listed, removed, published, batch, since, ?2 FROM blacklist WHERE batch = ?1;

-- name: undo_drop_blacklist
DELETE FROM blacklist WHERE batch = ?1;

-- name: undo_restore_blacklist
INSERT INTO blacklist (uscc, listed, removed, published, batch, since)
SELECT uscc, listed, removed, published, batch, ?2 FROM blacklist_version WHERE until = ?1;

-- name: rows_blacklist
SELECT batch, uscc, listed, removed, published
FROM blacklist
UNION SELECT batch, uscc, listed, removed, published
FROM blacklist_version
ORDER BY uscc, listed;

-- name: load_blacklist
SELECT uscc, listed, removed, published FROM blacklist ORDER BY uscc, listed;

-- name: load_blacklist_known
SELECT uscc, listed, removed, published FROM blacklist WHERE since <= ?1
UNION ALL
SELECT uscc, listed, removed, published FROM blacklist_version WHERE since <= ?1 AND until > ?1 ORDER BY uscc, listed;

-- name: incident_find
SELECT project, reported, persons, closed FROM incident WHERE id = ?1;

-- name: incident_add
INSERT INTO incident (id, project, reported, persons, closed, batch, since)
VALUES (?1, ?3, ?4, ?5, ?6, ?2, ?2);

-- name: incident_keep
INSERT INTO incident_version (id, project, reported, persons, closed, batch, since, until)
SELECT id, project, reported, persons, closed, batch, since, ?2 FROM incident WHERE id = ?1;

-- name: incident_change
UPDATE incident SET batch = ?2, since = ?2, project = ?3, reported = ?4, persons = ?5, closed = ?6
WHERE id = ?1;

-- name: undo_keep_incident
INSERT INTO incident_version (id, project, reported, persons, closed, batch, since, until)
SELECT id, project, reported, persons, closed, batch, since, ?2 FROM incident WHERE batch = ?1;

-- name: undo_drop_incident
DELETE FROM incident WHERE batch = ?1;

-- name: undo_restore_incident
INSERT INTO incident (id, project, reported, persons, closed, batch, since)
SELECT id, project, reported, persons, closed, batch, ?2 FROM incident_version WHERE until = ?1;

-- name: rows_incident
SELECT batch, id, project, reported, persons, closed
FROM incident
UNION SELECT batch, id, project, reported, persons, closed
FROM incident_version
ORDER BY id;

-- name: load_incident
SELECT project, id, reported, persons, closed FROM incident;

-- name: load_incident_known
SELECT project, id, reported, persons, closed FROM incident WHERE since <= ?1
UNION ALL
SELECT project, id, reported, persons, closed FROM incident_version WHERE since <= ?1 AND until > ?1;

-- name: feed_find
SELECT pkid, name, owner, kind, stale_after_s FROM feed WHERE id = ?1;

-- name: feed_add
INSERT INTO feed (pkid, id, name, owner, kind, stale_after_s, batch, since)
VALUES ((SELECT max(coalesce((SELECT max(pkid) FROM feed), 0), coalesce((SELECT max(pkid) FROM feed_version), 0)) + 1),
        ?1, ?3, ?4, ?5, ?6, ?2, ?2);

-- name: feed_keep
INSERT INTO feed_version (pkid, id, name, owner, kind, stale_after_s, batch, since, until)
SELECT pkid, id, name, owner, kind, stale_after_s, batch, since, ?2 FROM feed WHERE id = ?1;

-- name: feed_change
UPDATE feed SET batch = ?2, since = ?2, name = ?3, owner = ?4, kind = ?5, stale_after_s = ?6
WHERE id = ?1;

-- name: undo_keep_feed
INSERT INTO feed_version (pkid, id, name, owner, kind, stale_after_s, batch, since, until)
SELECT pkid, id, name, owner, kind, stale_after_s, batch, since, ?2 FROM feed WHERE batch = ?1;

-- name: undo_drop_feed
DELETE FROM feed WHERE batch = ?1;

-- name: undo_restore_feed
INSERT INTO feed (pkid, id, name, owner, kind, stale_after_s, batch, since)
SELECT pkid, id, name, owner, kind, stale_after_s, batch, ?2 FROM feed_version WHERE until = ?1;

-- name: rows_feed
SELECT batch, id, name, owner, kind, stale_after_s
FROM feed
UNION SELECT batch, id, name, owner, kind, stale_after_s
FROM feed_version
ORDER BY id;

-- name: load_feed
SELECT pkid, id, name, owner, kind, stale_after_s FROM feed ORDER BY id;

-- name: load_feed_known
SELECT pkid, id, name, owner, kind, stale_after_s FROM feed WHERE since <= ?1
UNION ALL
SELECT pkid, id, name, owner, kind, stale_after_s FROM feed_version WHERE since <= ?1 AND until > ?1 ORDER BY id;

-- name: feed_arrival_find
SELECT 1 FROM feed_arrival WHERE feed = ?1 AND arrived_at = ?2;

-- name: feed_arrival_add
INSERT INTO feed_arrival (feed, arrived_at, batch, since)
VALUES (?1, ?2, ?3, ?3);

-- name: undo_keep_feed_arrival
INSERT INTO feed_arrival_version (feed, arrived_at, batch, since, until)
SELECT feed, arrived_at, batch, since, ?2 FROM feed_arrival WHERE batch = ?1;

-- name: undo_drop_feed_arrival
DELETE FROM feed_arrival WHERE batch = ?1;

-- name: undo_restore_feed_arrival
INSERT INTO feed_arrival (feed, arrived_at, batch, since)
SELECT feed, arrived_at, batch, ?2 FROM feed_arrival_version WHERE until = ?1;

-- name: rows_feed_arrival
-- Of feed ?1.
SELECT batch, arrived_at FROM feed_arrival WHERE feed = ?1
UNION SELECT batch, arrived_at FROM feed_arrival_version WHERE feed = ?1
ORDER BY arrived_at;

-- name: load_feed_arrival
SELECT feed, arrived_at FROM feed_arrival ORDER BY feed, arrived_at;

-- name: load_feed_arrival_known
SELECT feed, arrived_at FROM feed_arrival WHERE since <= ?1
UNION ALL
SELECT feed, arrived_at FROM feed_arrival_version WHERE since <= ?1 AND until > ?1 ORDER BY feed, arrived_at;

-- name: project_feed_find
SELECT 1 FROM project_feed WHERE key = ?1;

-- name: project_feed_add
INSERT INTO project_feed (key, batch, since)
VALUES (?1, ?2, ?2);

-- name: undo_keep_project_feed
INSERT INTO project_feed_version (key, batch, since, until)
SELECT key, batch, since, ?2 FROM project_feed WHERE batch = ?1;

-- name: undo_drop_project_feed
DELETE FROM project_feed WHERE batch = ?1;

-- name: undo_restore_project_feed
INSERT INTO project_feed (key, batch, since)
SELECT key, batch, ?2 FROM project_feed_version WHERE until = ?1;

-- name: rows_project_feed
-- Of project ?1.
SELECT batch, key FROM project_feed WHERE key BETWEEN ?1 << 28 AND (?1 << 28) + 268435455
UNION SELECT batch, key FROM project_feed_version WHERE key BETWEEN ?1 << 28 AND (?1 << 28) + 268435455
ORDER BY key;

-- name: load_project_feed
SELECT key FROM project_feed ORDER BY key;

-- name: load_project_feed_known
SELECT key FROM project_feed WHERE since <= ?1
UNION ALL
SELECT key FROM project_feed_version WHERE since <= ?1 AND until > ?1 ORDER BY key;

-- name: undo_touched_records
-- Rows of batch ?1 that a later batch replaced, and rows that hang on a project or feed which it added.
SELECT
  EXISTS (SELECT 1 FROM complaint_version v WHERE v.batch = ?1
          AND NOT EXISTS (SELECT 1 FROM complaint c WHERE c.id = v.id AND c.batch = ?1))
  OR EXISTS (SELECT 1 FROM rectification_order_version v WHERE v.batch = ?1
          AND NOT EXISTS (SELECT 1 FROM rectification_order c WHERE c.id = v.id AND c.batch = ?1))
  OR EXISTS (SELECT 1 FROM blacklist_version v WHERE v.batch = ?1
          AND NOT EXISTS (SELECT 1 FROM blacklist c WHERE c.uscc = v.uscc AND c.listed = v.listed AND c.batch = ?1))
  OR EXISTS (SELECT 1 FROM incident_version v WHERE v.batch = ?1
          AND NOT EXISTS (SELECT 1 FROM incident c WHERE c.id = v.id AND c.batch = ?1))
  OR EXISTS (SELECT 1 FROM feed_version v WHERE v.batch = ?1
          AND NOT EXISTS (SELECT 1 FROM feed c WHERE c.pkid = v.pkid AND c.batch = ?1))
  OR EXISTS (SELECT 1 FROM project p WHERE p.batch = ?1
          AND NOT EXISTS (SELECT 1 FROM project_version v WHERE v.pkid = p.pkid AND v.until = ?1)
          AND (EXISTS (SELECT 1 FROM complaint r WHERE r.project = p.pkid AND r.batch <> ?1)
            OR EXISTS (SELECT 1 FROM rectification_order r WHERE r.project = p.pkid AND r.batch <> ?1)
            OR EXISTS (SELECT 1 FROM incident r WHERE r.project = p.pkid AND r.batch <> ?1)
            OR EXISTS (SELECT 1 FROM project_feed r
                       WHERE r.key BETWEEN p.pkid << 28 AND (p.pkid << 28) + 268435455 AND r.batch <> ?1)))
  OR EXISTS (SELECT 1 FROM feed f WHERE f.batch = ?1
          AND NOT EXISTS (SELECT 1 FROM feed_version v WHERE v.pkid = f.pkid AND v.until = ?1)
          AND (EXISTS (SELECT 1 FROM feed_arrival r WHERE r.feed = f.pkid AND r.batch <> ?1)
            OR EXISTS (SELECT 1 FROM project_feed r WHERE r.feed = f.pkid AND r.batch <> ?1)));

-- name: rows_feed_keys
SELECT pkid, id FROM feed UNION SELECT pkid, id FROM feed_version ORDER BY id, pkid;
