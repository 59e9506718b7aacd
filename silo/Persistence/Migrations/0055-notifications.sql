-- Notifications: what people are told of, what they want to be told, and what waits for that.
CREATE SCHEMA notify;
GRANT USAGE ON SCHEMA notify TO crm_rw, crm_ro;

-- A notification of an event for a user, or a digest. The id follows from both, so there is one.
CREATE TABLE notify.notifications
(
    id         uuid        NOT NULL,
    version    bigint      NOT NULL,
    user_id    uuid        NOT NULL,
    type       text        COLLATE "C" NOT NULL,
    event_id   uuid        NOT NULL,
    -- The event's place in the log: the order of a list.
    position   bigint      NOT NULL,
    actor_id   uuid        NOT NULL,
    deal_id    uuid        NULL,
    task_id    uuid        NULL,
    title      text        NOT NULL,
    details    text        NOT NULL, -- JSON
    channels   text        COLLATE "C" NOT NULL, -- with commas between them
    in_app     boolean     NOT NULL,
    created_at timestamptz NOT NULL,
    read_at    timestamptz NULL,
    -- Deliveries that it still waits for, and when the first of them is due.
    pending    text        COLLATE "C" NOT NULL, -- JSON
    due_at     timestamptz NULL,
    CONSTRAINT notifications_pkey PRIMARY KEY (id),
    CONSTRAINT notifications_version_check CHECK (version > 0),
    CONSTRAINT notifications_due_check CHECK ((due_at IS NULL) = (pending = '[]')),
    CONSTRAINT notifications_length_check CHECK (octet_length(title) <= 2048 AND octet_length(details) <= 65536)
)
WITH (fillfactor = 85, autovacuum_vacuum_scale_factor = 0.05);

CREATE INDEX notifications_by_user ON notify.notifications (user_id, position) WHERE in_app;
CREATE INDEX notifications_unread ON notify.notifications (user_id, position) WHERE in_app AND read_at IS NULL;
-- Only what waits is in it, so a million that went out cost nothing.
CREATE INDEX notifications_due ON notify.notifications (due_at, position) WHERE due_at IS NOT NULL;

-- What users want to be told, where it is not what all are told. The id follows from the user's.
CREATE TABLE notify.preferences
(
    id          uuid        NOT NULL,
    version     bigint      NOT NULL,
    user_id     uuid        NOT NULL,
    preferences text        NOT NULL, -- JSON, as in the events
    updated_at  timestamptz NOT NULL,
    CONSTRAINT preferences_pkey PRIMARY KEY (id),
    CONSTRAINT preferences_user_key UNIQUE (user_id),
    CONSTRAINT preferences_version_check CHECK (version > 0),
    CONSTRAINT preferences_length_check CHECK (octet_length(preferences) BETWEEN 2 AND 16384)
);

-- Events that nobody was told of yet: the effect of the consumer. A row goes when its notifications are made.
CREATE TABLE notify.sources
(
    position bigint NOT NULL,
    body     text   NOT NULL, -- JSON
    CONSTRAINT sources_pkey PRIMARY KEY (position)
)
WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);

INSERT INTO events.consumer_partitions (consumer, partition) SELECT 'notifications', generate_series(0, 63);

-- Nobody is told of the past: what there is counts as consumed. One statement, so the versions and the position are of one snapshot.
WITH watermarks AS (
    INSERT INTO events.consumer_watermarks (consumer, aggregate_id, version)
    SELECT 'notifications', id, version FROM crm.deals
    UNION ALL SELECT 'notifications', id, version FROM crm.payments
    UNION ALL SELECT 'notifications', id, version FROM crm.deal_notes
    UNION ALL SELECT 'notifications', id, version FROM tasks.tasks
)
INSERT INTO events.consumer_progress (consumer, position) SELECT 'notifications', position FROM events.feed;

GRANT SELECT, INSERT, UPDATE ON notify.notifications, notify.preferences TO crm_rw;
GRANT SELECT, INSERT, DELETE ON notify.sources TO crm_rw;
GRANT SELECT ON notify.notifications, notify.preferences, notify.sources TO crm_ro;
