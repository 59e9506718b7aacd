-- Tasks, a domain of its own.
CREATE SCHEMA tasks;

GRANT USAGE ON SCHEMA tasks TO tasks_rw, crm_ro, crm_lists, crm_lists_all;

-- The task as it stands, one row each.
CREATE TABLE tasks.tasks
(
    id          uuid        NOT NULL,
    version     bigint      NOT NULL,
    title       text        NOT NULL,
    description text        NULL,
    status      text        COLLATE "C" NOT NULL,
    priority    text        COLLATE "C" NOT NULL,
    assignee_id uuid        NOT NULL,
    creator_id  uuid        NOT NULL,
    deal_id     uuid        NULL,
    due_at      timestamptz NULL,
    time_zone   text        COLLATE "C" NOT NULL,
    -- Those that are still to come, as in the events.
    reminders   text        NOT NULL,
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL,
    CONSTRAINT tasks_pkey PRIMARY KEY (id),
    CONSTRAINT tasks_version_check CHECK (version > 0),
    CONSTRAINT tasks_status_check CHECK (status IN ('open', 'in_progress', 'done', 'cancelled')),
    CONSTRAINT tasks_priority_check CHECK (priority IN ('low', 'normal', 'high', 'urgent')),
    CONSTRAINT tasks_length_check CHECK (
        octet_length(title) BETWEEN 1 AND 4096 AND octet_length(description) <= 65536 AND octet_length(time_zone) BETWEEN 1 AND 64
        AND octet_length(reminders) BETWEEN 2 AND 16384)
)
WITH (fillfactor = 85, autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_cost_limit = 2000);

-- One index per order and filter that lists start from; assignee, creator and deal are also the reasons why somebody sees a task, out of which a page
-- is merged. A deal has few, which are sorted by their due times. Without a due time comes last. CASE, not coalesce: PostgreSQL takes that for leaky, so
-- where policies hold no index would be asked for it.
CREATE INDEX tasks_by_age ON tasks.tasks (created_at, id);
CREATE INDEX tasks_by_due ON tasks.tasks ((CASE WHEN due_at IS NULL THEN 'infinity' ELSE due_at END), id);
CREATE INDEX tasks_by_assignee ON tasks.tasks (assignee_id, created_at, id);
CREATE INDEX tasks_by_assignee_due ON tasks.tasks (assignee_id, (CASE WHEN due_at IS NULL THEN 'infinity' ELSE due_at END), id);
CREATE INDEX tasks_by_creator ON tasks.tasks (creator_id, created_at, id);
CREATE INDEX tasks_by_creator_due ON tasks.tasks (creator_id, (CASE WHEN due_at IS NULL THEN 'infinity' ELSE due_at END), id);
CREATE INDEX tasks_by_deal ON tasks.tasks (deal_id, created_at, id) WHERE deal_id IS NOT NULL;

-- Reminders that are to come. The commit that writes task.reminder.set writes the row; whoever has fired it deletes it. A reminder that was dropped
-- keeps its row until its time, when the task says that it is not wanted any more: so the commits of tasks only ever insert here.
CREATE TABLE tasks.reminders
(
    id        uuid        NOT NULL,
    task_id   uuid        NOT NULL,
    due_at    timestamptz NOT NULL,
    -- The reminders of one task are in one partition, whose turn one silo has at a time: they are fired in order.
    partition smallint    NOT NULL GENERATED ALWAYS AS ((get_byte(uuid_send(task_id), 15) & 15)::smallint) STORED,
    -- The one index: what is due in a partition, in order.
    CONSTRAINT reminders_pkey PRIMARY KEY (partition, due_at, id)
)
WITH (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_limit = 2000);

ALTER TABLE tasks.tasks ENABLE ROW LEVEL SECURITY;

-- The grain decides about what is written and read one by one.
CREATE POLICY tasks_written ON tasks.tasks TO tasks_rw USING (true) WITH CHECK (true);

-- Lists see what the caller sees (TaskAccess): the deals that this role sees are those of the policy of crm.deals. OFFSET 0: one look-up for each
-- task, never a hash of all deals that the caller sees.
CREATE POLICY tasks_seen ON tasks.tasks FOR SELECT TO crm_lists USING (
    assignee_id = (SELECT nullif(current_setting('crm.user_id', true), '')::uuid)
    OR creator_id = (SELECT nullif(current_setting('crm.user_id', true), '')::uuid)
    OR EXISTS (SELECT FROM crm.deals d WHERE d.id = deal_id OFFSET 0));
CREATE POLICY tasks_all_seen ON tasks.tasks FOR SELECT TO crm_lists_all USING (true);

GRANT SELECT, INSERT, UPDATE ON tasks.tasks TO tasks_rw;
GRANT SELECT, INSERT, DELETE ON tasks.reminders TO tasks_rw;
GRANT SELECT ON tasks.tasks TO crm_lists, crm_lists_all;
GRANT SELECT ON tasks.reminders TO crm_ro, crm_lists_all;
