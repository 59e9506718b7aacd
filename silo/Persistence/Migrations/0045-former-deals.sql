-- What deals were before later changes, for lists of the past: a row for each version that was followed by another. Each row is a fact of
-- the log, found by undoing events from what is known of the deal later on. Both tables are filled only from the first question for such a
-- list on; to forget them again, empty all three.
CREATE TABLE crm.former_deals
(
    id                  uuid           NOT NULL,
    version             bigint         NOT NULL,
    -- The positions of the events that made the version and the next one: the deal was so from the first on, and no longer at the other.
    since               bigint         NOT NULL,
    until               bigint         NOT NULL,
    title               text           COLLATE "C" NOT NULL,
    client              text           NULL,
    amount              numeric(20, 4) NULL,
    currency            text           COLLATE "C" NULL,
    pipeline_id         uuid           NOT NULL,
    stage               text           COLLATE "C" NOT NULL,
    owner_id            uuid           NOT NULL,
    team_id             uuid           NULL,
    status              text           COLLATE "C" NOT NULL,
    archived            boolean        NOT NULL,
    expected_close_date date           NULL,
    tags                text[]         NOT NULL,
    custom_fields       jsonb          NOT NULL,
    created_at          timestamptz    NOT NULL,
    updated_at          timestamptz    NOT NULL,
    document            tsvector       NOT NULL,
    word_bits           bigint         NOT NULL,
    CONSTRAINT former_deals_pkey PRIMARY KEY (id, until),
    CONSTRAINT former_deals_positions_check CHECK (since < until)
)
WITH (autovacuum_vacuum_insert_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.05);

CREATE TABLE crm.former_deal_fields
(
    deal_id     uuid    NOT NULL,
    since       bigint  NOT NULL,
    until       bigint  NOT NULL,
    pipeline_id uuid    NOT NULL,
    key         text    COLLATE "C" NOT NULL,
    text        text    COLLATE "C" NOT NULL,
    rest        text    COLLATE "C" NULL,
    number      numeric NULL,
    CONSTRAINT former_deal_fields_pkey PRIMARY KEY (deal_id, until, key)
)
WITH (autovacuum_vacuum_insert_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.05);

-- Of every event after start, up to the position, what the deal was before it is in crm.former_deals. No row before the first question.
CREATE TABLE crm.former_deals_position
(
    singleton boolean     NOT NULL DEFAULT true PRIMARY KEY CHECK (singleton),
    start     bigint      NOT NULL CHECK (start >= 0),
    position  bigint      NOT NULL CHECK (position >= start),
    -- When somebody last asked, to the hour.
    asked_at  timestamptz NOT NULL
)
WITH (fillfactor = 10, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 200);

-- What has changed since a position is a stretch of this index.
CREATE INDEX former_deals_by_until ON crm.former_deals (until)
    INCLUDE (since, id, pipeline_id, stage, status, archived, owner_id, team_id, amount, created_at, updated_at, expected_close_date, title, word_bits);
-- As of crm.deal_list. A deal has many rows in the same place of an order; their ends tell them apart.
CREATE INDEX former_deals_by_updated_at ON crm.former_deals (pipeline_id, stage, status, archived, updated_at, id, until)
    INCLUDE (amount, expected_close_date, owner_id, team_id, word_bits, since);
CREATE INDEX former_deals_by_created_at ON crm.former_deals (pipeline_id, stage, status, archived, created_at, id, until)
    INCLUDE (amount, expected_close_date, owner_id, team_id, word_bits, since);
CREATE INDEX former_deals_by_title ON crm.former_deals (pipeline_id, stage, status, archived, title, id, until)
    INCLUDE (amount, expected_close_date, owner_id, team_id, word_bits, since);
CREATE INDEX former_deals_by_close_date ON crm.former_deals (pipeline_id, stage, status, archived, expected_close_date NULLS LAST, id, until)
    INCLUDE (amount, owner_id, team_id, word_bits, since);
CREATE INDEX former_deals_by_amount ON crm.former_deals (pipeline_id, stage, status, archived, amount NULLS FIRST, id, until)
    INCLUDE (owner_id, team_id, title, created_at, updated_at, expected_close_date, word_bits, since);
CREATE INDEX former_deals_by_id ON crm.former_deals (pipeline_id, stage, status, archived, id, until)
    INCLUDE (amount, expected_close_date, owner_id, team_id, word_bits, since);

CREATE INDEX former_deal_fields_by_text ON crm.former_deal_fields (pipeline_id, key, text, deal_id, until) INCLUDE (since);
CREATE INDEX former_deal_fields_by_number ON crm.former_deal_fields (pipeline_id, key, number, deal_id, until) INCLUDE (since) WHERE number IS NOT NULL;

ALTER TABLE crm.former_deals ENABLE ROW LEVEL SECURITY;
ALTER TABLE crm.former_deal_fields ENABLE ROW LEVEL SECURITY;

CREATE POLICY former_deals_written ON crm.former_deals TO crm_rw USING (true) WITH CHECK (true);
CREATE POLICY former_deal_fields_written ON crm.former_deal_fields TO crm_rw USING (true) WITH CHECK (true);

-- Who sees a deal now sees its past. OFFSET 0: one look-up for each row, never a hash of all deals that are seen.
CREATE POLICY former_deals_seen ON crm.former_deals FOR SELECT TO crm_lists USING (
    EXISTS (SELECT FROM crm.deal_list l WHERE l.id = former_deals.id OFFSET 0));
CREATE POLICY former_deal_fields_seen ON crm.former_deal_fields FOR SELECT TO crm_lists USING (
    EXISTS (SELECT FROM crm.deal_list l WHERE l.id = deal_id OFFSET 0));
CREATE POLICY former_deals_all_seen ON crm.former_deals FOR SELECT TO crm_lists_all USING (true);
CREATE POLICY former_deal_fields_all_seen ON crm.former_deal_fields FOR SELECT TO crm_lists_all USING (true);

GRANT SELECT ON crm.former_deals, crm.former_deal_fields TO crm_lists, crm_lists_all;
GRANT SELECT ON crm.former_deals_position TO crm_lists, crm_lists_all, crm_ro;
GRANT SELECT, INSERT ON crm.former_deals, crm.former_deal_fields TO crm_rw;
GRANT SELECT, INSERT, UPDATE ON crm.former_deals_position TO crm_rw;
