-- The log: every accepted change of every aggregate, once, for ever.
CREATE TABLE events.log
(
    position       bigint      NOT NULL,
    id             uuid        NOT NULL,
    aggregate_type text        COLLATE "C" NOT NULL,
    aggregate_id   uuid        NOT NULL,
    version        bigint      NOT NULL,
    type           text        COLLATE "C" NOT NULL,
    schema_version smallint    NOT NULL,
    actor_id       uuid        NOT NULL,
    occurred_at    timestamptz NOT NULL,
    committed_at   timestamptz NOT NULL,
    traceparent    text        COLLATE "C" NULL,
    data           json        NOT NULL,
    -- Positions only rise, so full pages are never split again.
    CONSTRAINT log_pkey PRIMARY KEY (position) WITH (fillfactor = 100),
    CONSTRAINT log_aggregate_version_key UNIQUE (aggregate_id, version),
    CONSTRAINT log_version_check CHECK (version > 0)
)
WITH
(
    -- Insert-only: freeze rows at the first vacuum, and vacuum by growth so that index-only scans stay cheap.
    autovacuum_vacuum_insert_scale_factor = 0.02,
    autovacuum_vacuum_insert_threshold = 100000,
    autovacuum_analyze_scale_factor = 0.05,
    autovacuum_freeze_min_age = 0
);

CREATE FUNCTION events.refuse_change() RETURNS trigger LANGUAGE plpgsql AS
$function$
BEGIN
    RAISE EXCEPTION 'events.log is append-only: % refused', TG_OP
        USING ERRCODE = 'restrict_violation';
END
$function$;

-- Per statement: refuses even a change of no rows, and costs an insert nothing.
CREATE TRIGGER log_append_only
    BEFORE UPDATE OR DELETE OR TRUNCATE ON events.log
    FOR EACH STATEMENT EXECUTE FUNCTION events.refuse_change();
ALTER TABLE events.log ENABLE ALWAYS TRIGGER log_append_only;

-- The feed's head. Its row is locked by each commit until it ends: that makes positions gap-free and in commit order.
CREATE TABLE events.feed
(
    singleton    boolean     NOT NULL DEFAULT true PRIMARY KEY CHECK (singleton),
    epoch        text        COLLATE "C" NOT NULL CHECK (epoch ~ '^[0-9a-z]{1,16}$'),
    position     bigint      NOT NULL CHECK (position >= 0),
    committed_at timestamptz NOT NULL
)
WITH
(
    -- The hottest row: leave the page to its own dead versions (HOT), and never let vacuum wait or sleep.
    fillfactor = 10,
    autovacuum_vacuum_scale_factor = 0,
    autovacuum_vacuum_threshold = 200,
    autovacuum_vacuum_cost_delay = 0,
    autovacuum_analyze_scale_factor = 0,
    autovacuum_analyze_threshold = 1000000
);

INSERT INTO events.feed (epoch, position, committed_at)
VALUES (left(gen_random_uuid()::text, 8), 0, clock_timestamp());

-- Answers to keys already used; rows older than 7 days are deleted.
CREATE TABLE events.idempotency_keys
(
    caller_id      uuid        NOT NULL,
    key            text        COLLATE "C" NOT NULL,
    request_hash   uuid        NOT NULL,
    aggregate_type text        COLLATE "C" NOT NULL,
    aggregate_id   uuid        NOT NULL,
    version        bigint      NOT NULL,
    created_at     timestamptz NOT NULL,
    CONSTRAINT idempotency_keys_pkey PRIMARY KEY (caller_id, key)
);

-- Rows arrive in order of time, so a block range index is enough for the clean-up and nearly free to keep.
CREATE INDEX idempotency_keys_created_at ON events.idempotency_keys
    USING brin (created_at) WITH (pages_per_range = 32, autosummarize = on);

GRANT SELECT, INSERT ON events.log TO events_rw;
GRANT SELECT, UPDATE ON events.feed TO events_rw;
GRANT SELECT, INSERT, DELETE ON events.idempotency_keys TO events_rw;
GRANT SELECT ON events.log, events.feed TO crm_ro;
