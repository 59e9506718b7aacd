-- Consumers of events. A consumer's effect and its watermark, the version of an aggregate up to which the effect is there, change in one
-- transaction, so the effect is there once whatever is delivered twice, late or not at all.

-- One row per partition of EventPartition. Its lock is a partition's turn: nobody else writes that partition's watermarks and effects.
CREATE TABLE events.consumer_partitions
(
    consumer  text     COLLATE "C" NOT NULL,
    partition smallint NOT NULL CHECK (partition BETWEEN 0 AND 63),
    -- Feed position of the newest event that was applied.
    newest    bigint   NOT NULL DEFAULT 0,
    CONSTRAINT consumer_partitions_pkey PRIMARY KEY (consumer, partition)
)
WITH (fillfactor = 10, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500, autovacuum_vacuum_cost_delay = 0);

CREATE TABLE events.consumer_watermarks
(
    consumer     text   COLLATE "C" NOT NULL,
    aggregate_id uuid   NOT NULL,
    version      bigint NOT NULL CHECK (version > 0),
    CONSTRAINT consumer_watermarks_pkey PRIMARY KEY (consumer, aggregate_id)
)
WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_cost_limit = 2000);

-- Every event of the log up to here is applied.
CREATE TABLE events.consumer_progress
(
    consumer text   COLLATE "C" NOT NULL PRIMARY KEY,
    position bigint NOT NULL CHECK (position >= 0)
)
WITH (fillfactor = 10, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 200);

-- Events that a consumer gave up on.
CREATE TABLE events.parked_events
(
    consumer     text        COLLATE "C" NOT NULL,
    aggregate_id uuid        NOT NULL,
    version      bigint      NOT NULL,
    event_id     uuid        NOT NULL,
    position     bigint      NOT NULL,
    type         text        NOT NULL,
    reason       text        COLLATE "C" NOT NULL,
    first_error  text        NOT NULL,
    last_error   text        NOT NULL,
    attempts     integer     NOT NULL,
    parked_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    -- The watermark went past it: of all versions up to the watermark only these have no effect.
    skipped      boolean     NOT NULL,
    -- To be tried again.
    retry        boolean     NOT NULL DEFAULT false,
    -- The event as it came, a CloudEvent in JSON; bytes, because an event that is not in the log may hold anything.
    body         bytea       NOT NULL,
    CONSTRAINT parked_events_pkey PRIMARY KEY (consumer, aggregate_id, version, event_id)
);

CREATE INDEX parked_events_retry ON events.parked_events (consumer) WHERE retry;

-- The figures of pipelines. By partition, so that partitions do not wait for each other's rows; readers add them up.
CREATE TABLE crm.pipeline_totals
(
    pipeline_id uuid           NOT NULL,
    partition   smallint       NOT NULL,
    stage       text           COLLATE "C" NOT NULL,
    status      text           COLLATE "C" NOT NULL,
    currency    text           COLLATE "C" NOT NULL, -- empty for deals without an amount
    count       bigint         NOT NULL,
    amount      numeric(30, 4) NOT NULL,
    CONSTRAINT pipeline_totals_pkey PRIMARY KEY (pipeline_id, partition, stage, status, currency)
)
WITH (fillfactor = 20, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_cost_delay = 0);

-- Counts from the deals as they are, instead of from their past: at the start, and for a repair.
CREATE FUNCTION crm.recount_pipelines() RETURNS void
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS
$function$
BEGIN
    PERFORM FROM events.consumer_partitions WHERE consumer = 'pipeline-summary' ORDER BY partition FOR UPDATE;
    DELETE FROM events.parked_events WHERE consumer = 'pipeline-summary' AND skipped;
    DELETE FROM events.consumer_watermarks WHERE consumer = 'pipeline-summary';
    DELETE FROM crm.pipeline_totals;
    -- One statement, so one snapshot: the figures, the versions and the position belong together while deals go on changing.
    WITH progress AS (
        UPDATE events.consumer_progress p SET position = greatest(p.position, f.position)
        FROM events.feed f WHERE p.consumer = 'pipeline-summary' AND f.singleton
    ), watermarks AS (
        INSERT INTO events.consumer_watermarks (consumer, aggregate_id, version) SELECT 'pipeline-summary', id, version FROM crm.deals
    )
    INSERT INTO crm.pipeline_totals (pipeline_id, partition, stage, status, currency, count, amount)
    SELECT pipeline_id, get_byte(uuid_send(id), 15) & 63, stage, status, coalesce(currency, ''), count(*), coalesce(sum(amount), 0)
    FROM crm.deals WHERE NOT archived GROUP BY 1, 2, 3, 4, 5;
END
$function$;

INSERT INTO events.consumer_partitions (consumer, partition) SELECT 'pipeline-summary', generate_series(0, 63);
INSERT INTO events.consumer_progress (consumer, position) VALUES ('pipeline-summary', 0);
SELECT crm.recount_pipelines();

GRANT SELECT, UPDATE ON events.consumer_partitions, events.consumer_progress TO events_rw;
GRANT SELECT, INSERT, UPDATE ON events.consumer_watermarks TO events_rw;
GRANT SELECT, INSERT, UPDATE, DELETE ON events.parked_events TO events_rw;
GRANT SELECT, INSERT, UPDATE ON crm.pipeline_totals TO crm_rw;
GRANT SELECT ON events.consumer_partitions, events.consumer_progress, crm.pipeline_totals TO crm_ro;
REVOKE ALL ON FUNCTION crm.recount_pipelines() FROM PUBLIC;
