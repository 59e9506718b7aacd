-- Pipelines as they stand; what they were is in the log. The default one has no row until somebody changes it.
CREATE TABLE crm.pipelines
(
    id         uuid        NOT NULL,
    version    bigint      NOT NULL,
    -- Name, stages, custom fields, reasons of loss, as in the events.
    definition text        NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT pipelines_pkey PRIMARY KEY (id),
    CONSTRAINT pipelines_version_check CHECK (version > 0),
    CONSTRAINT pipelines_length_check CHECK (octet_length(definition) BETWEEN 2 AND 65536)
);

CREATE INDEX pipelines_by_age ON crm.pipelines (created_at, id);

GRANT SELECT, INSERT, UPDATE ON crm.pipelines TO crm_rw;
GRANT SELECT ON crm.pipelines TO crm_ro;
