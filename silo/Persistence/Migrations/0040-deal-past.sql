-- Deals as they were, every so many versions, so that an old state is not replayed from the first event. Made when somebody asks for the
-- past, from the log alone: it can be emptied at any time.
CREATE TABLE crm.deal_snapshots
(
    deal_id        uuid        NOT NULL,
    version        bigint      NOT NULL,
    -- Of the event that made the version.
    position       bigint      NOT NULL,
    created_at     timestamptz NOT NULL,
    updated_at     timestamptz NOT NULL,
    lost_reason    text        NULL,
    field_versions jsonb       NOT NULL,
    -- The deal as the data of a deal.created, of this schema version.
    schema_version smallint    NOT NULL,
    data           json        NOT NULL,
    CONSTRAINT deal_snapshots_pkey PRIMARY KEY (deal_id, version)
);

GRANT SELECT, INSERT ON crm.deal_snapshots TO crm_rw;

-- Which version last changed a field was kept for writable fields only; an undo wants it of all.
UPDATE crm.deals d
SET field_versions = d.field_versions || changed.versions
FROM (
    SELECT deal_id, jsonb_object_agg(field, version) AS versions
    FROM (
        SELECT aggregate_id AS deal_id,
               CASE type
                   WHEN 'deal.stage.changed' THEN 'stage'
                   WHEN 'deal.owner.changed' THEN 'ownerId'
                   WHEN 'deal.team.changed' THEN 'teamId'
                   WHEN 'deal.shared' THEN 'sharedWith'
                   WHEN 'deal.unshared' THEN 'sharedWith'
                   WHEN 'deal.archived' THEN 'archived'
                   WHEN 'deal.restored' THEN 'archived'
                   ELSE 'status'
               END AS field,
               max(version) AS version
        FROM events.log
        WHERE aggregate_type = 'deal'
          AND type IN ('deal.stage.changed', 'deal.owner.changed', 'deal.team.changed', 'deal.shared', 'deal.unshared',
                       'deal.archived', 'deal.restored', 'deal.won', 'deal.lost', 'deal.reopened')
        GROUP BY 1, 2) f
    GROUP BY deal_id) changed
WHERE d.id = changed.deal_id;
