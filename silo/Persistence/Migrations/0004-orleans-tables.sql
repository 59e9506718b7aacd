-- The tables of Orleans' stock AdoNet providers (clustering, grain storage, reminders).
-- Names and result columns are the contract of those providers; the SQL behind them is ours. They find the
-- tables through the connection's search_path.
CREATE TABLE orleans.OrleansQuery
(
    QueryKey  text NOT NULL PRIMARY KEY,
    QueryText text NOT NULL
);

-- One row per cluster; its version orders all membership changes.
CREATE TABLE orleans.membership_version
(
    cluster_id text    COLLATE "C" NOT NULL PRIMARY KEY,
    version    integer NOT NULL
)
WITH (fillfactor = 50);

-- One row per silo incarnation.
CREATE TABLE orleans.membership
(
    cluster_id    text        COLLATE "C" NOT NULL REFERENCES orleans.membership_version (cluster_id),
    address       text        COLLATE "C" NOT NULL,
    port          integer     NOT NULL,
    generation    integer     NOT NULL,
    silo_name     text        NOT NULL,
    host_name     text        NOT NULL,
    status        integer     NOT NULL,
    proxy_port    integer     NOT NULL,
    suspect_times text        NULL,
    started_at    timestamptz NOT NULL,
    alive_at      timestamptz NOT NULL,
    PRIMARY KEY (cluster_id, address, port, generation)
)
WITH (fillfactor = 50);

-- State of the grains that are not event-sourced. The unique index decides a race of two first writes.
CREATE TABLE orleans.grain_state
(
    service_id    text        COLLATE "C" NOT NULL,
    grain_type    text        COLLATE "C" NOT NULL,
    grain_n0      bigint      NOT NULL,
    grain_n1      bigint      NOT NULL,
    grain_text    text        COLLATE "C" NULL,
    payload       bytea       NULL,
    version       integer     NOT NULL,
    modified_at   timestamptz NOT NULL,
    CONSTRAINT grain_state_key UNIQUE NULLS NOT DISTINCT (grain_n0, grain_n1, grain_text, grain_type, service_id)
)
WITH (fillfactor = 70);

CREATE TABLE orleans.reminders
(
    service_id    text        COLLATE "C" NOT NULL,
    grain_id      text        COLLATE "C" NOT NULL,
    reminder_name text        COLLATE "C" NOT NULL,
    grain_hash    integer     NOT NULL,
    start_at      timestamptz NOT NULL,
    period_ms     bigint      NOT NULL,
    version       integer     NOT NULL,
    PRIMARY KEY (service_id, grain_id, reminder_name)
);

-- Each silo reads the reminders of its own range of the ring.
CREATE INDEX reminders_by_hash ON orleans.reminders (service_id, grain_hash);

GRANT SELECT ON orleans.OrleansQuery TO orleans_rw;
GRANT SELECT, INSERT, UPDATE, DELETE
    ON orleans.membership_version, orleans.membership, orleans.grain_state, orleans.reminders TO orleans_rw;
