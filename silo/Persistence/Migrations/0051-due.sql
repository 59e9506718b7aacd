-- The turns of those who fire what is due: whoever has locked a row here has the partition of that table, and nobody waits for them. The lock goes
-- with the transaction, so that of one who dies is free at once.
CREATE TABLE tasks.due_partitions
(
    due_table text     COLLATE "C" NOT NULL,
    partition smallint NOT NULL CHECK (partition BETWEEN 0 AND 15),
    CONSTRAINT due_partitions_pkey PRIMARY KEY (due_table, partition)
)
WITH (fillfactor = 50);

INSERT INTO tasks.due_partitions (due_table, partition) SELECT 'tasks.reminders', generate_series(0, 15);

GRANT SELECT, UPDATE ON tasks.due_partitions TO tasks_rw;
