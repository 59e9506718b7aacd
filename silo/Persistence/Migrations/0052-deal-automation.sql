-- Tasks that deals asked for and that are still to be made. A consumer of the deals' events writes a row, once; whoever has made the task deletes it.
CREATE TABLE tasks.requests
(
    -- The event that asked.
    id          uuid        NOT NULL,
    -- When it asked.
    due_at      timestamptz NOT NULL,
    partition   smallint    NOT NULL GENERATED ALWAYS AS ((get_byte(uuid_send(id), 15) & 15)::smallint) STORED,
    actor_id    uuid        NOT NULL,
    deal_id     uuid        NOT NULL,
    title       text        NOT NULL,
    description text        NULL,
    priority    text        COLLATE "C" NOT NULL,
    assignee_id uuid        NOT NULL,
    task_due_at timestamptz NULL,
    time_zone   text        COLLATE "C" NOT NULL,
    CONSTRAINT requests_pkey PRIMARY KEY (partition, due_at, id)
);

INSERT INTO tasks.due_partitions (due_table, partition) SELECT 'tasks.requests', generate_series(0, 15);
INSERT INTO events.consumer_partitions (consumer, partition) SELECT 'deal-automation', generate_series(0, 63);
-- No deal has asked for anything yet. One statement, so one snapshot: what comes after it is consumed.
WITH watermarks AS (
    INSERT INTO events.consumer_watermarks (consumer, aggregate_id, version) SELECT 'deal-automation', id, version FROM crm.deals
)
INSERT INTO events.consumer_progress (consumer, position) SELECT 'deal-automation', position FROM events.feed;

GRANT SELECT, INSERT, DELETE ON tasks.requests TO tasks_rw;
GRANT SELECT ON tasks.requests TO crm_ro;
