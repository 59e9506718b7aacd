-- When deals should have left their stages, and when a warning of that is due. The consumer of the deals' events writes the rows, once; whoever has told
-- the deal deletes them. A deal that has left its stage keeps its row until its time, when the deal says that it is nothing to it.
CREATE TABLE tasks.stage_deadlines
(
    id        uuid        NOT NULL,
    due_at    timestamptz NOT NULL,
    partition smallint    NOT NULL GENERATED ALWAYS AS ((get_byte(uuid_send(deal_id), 15) & 15)::smallint) STORED,
    deal_id   uuid        NOT NULL,
    -- The version that brought the deal into the stage.
    entered   bigint      NOT NULL,
    is_breach boolean     NOT NULL,
    breach_at timestamptz NOT NULL,
    CONSTRAINT stage_deadlines_pkey PRIMARY KEY (partition, due_at, id)
)
WITH (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_limit = 2000);

INSERT INTO tasks.due_partitions (due_table, partition) SELECT 'tasks.stage_deadlines', generate_series(0, 15);

GRANT SELECT, INSERT, DELETE ON tasks.stage_deadlines TO tasks_rw;
