-- How far the relay has published the log. One leader moves the row, always by comparing what it believes to be there, and the
-- leader's session does not wait for the disk: a move that a crash undoes is published again, and readers of streams expect repeats.
--
-- It starts at the log's head, which is 0 in a new database. In one that has a past, that past is not published: millions of old
-- events would flood the broker at the upgrade and say nothing to anybody. Who wants them reads the log, or sets position back (the
-- leader notices, steps down and goes on from there).
CREATE TABLE events.relay_cursor
(
    singleton boolean NOT NULL DEFAULT true PRIMARY KEY CHECK (singleton),
    epoch     text    COLLATE "C" NOT NULL CHECK (epoch ~ '^[0-9a-z]{1,16}$'),
    position  bigint  NOT NULL CHECK (position >= 0)
)
WITH
(
    -- As hot as events.feed: every update stays in the page.
    fillfactor = 10,
    autovacuum_vacuum_scale_factor = 0,
    autovacuum_vacuum_threshold = 200,
    autovacuum_vacuum_cost_delay = 0,
    autovacuum_analyze_scale_factor = 0,
    autovacuum_analyze_threshold = 1000000
);

INSERT INTO events.relay_cursor (epoch, position) SELECT epoch, position FROM events.feed;

GRANT SELECT, UPDATE ON events.relay_cursor TO events_rw;
GRANT SELECT ON events.relay_cursor TO crm_ro;
