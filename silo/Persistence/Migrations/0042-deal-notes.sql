-- Notes on deals as they stand; what they were is in the log.
CREATE TABLE crm.deal_notes
(
    id         uuid        NOT NULL,
    version    bigint      NOT NULL,
    deal_id    uuid        NOT NULL,
    author_id  uuid        NOT NULL,
    text       text        NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT deal_notes_pkey PRIMARY KEY (id),
    CONSTRAINT deal_notes_version_check CHECK (version > 0),
    CONSTRAINT deal_notes_length_check CHECK (octet_length(text) BETWEEN 1 AND 65536)
);

CREATE INDEX deal_notes_by_deal ON crm.deal_notes (deal_id, created_at, id);

GRANT SELECT, INSERT, UPDATE ON crm.deal_notes TO crm_rw;
GRANT SELECT ON crm.deal_notes TO crm_ro;
