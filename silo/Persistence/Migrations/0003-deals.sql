-- The deal as it stands, one row each. Texts that are only compared for equality use the "C" collation: cheap to index.
-- Titles sort by code point, so a library upgrade can never corrupt the index or a cursor.
CREATE TABLE crm.deals
(
    id                  uuid           NOT NULL,
    version             bigint         NOT NULL,
    title               text           COLLATE "C" NOT NULL,
    client              text           NULL,
    amount              numeric(20, 4) NULL,
    currency            text           COLLATE "C" NULL,
    pipeline_id         uuid           NOT NULL,
    stage               text           COLLATE "C" NOT NULL,
    owner_id            uuid           NOT NULL,
    team_id             uuid           NULL,
    status              text           COLLATE "C" NOT NULL,
    lost_reason         text           NULL,
    archived            boolean        NOT NULL,
    expected_close_date date           NULL,
    tags                text[]         NOT NULL,
    custom_fields       jsonb          NOT NULL,
    field_versions      jsonb          NOT NULL,
    created_at          timestamptz    NOT NULL,
    updated_at          timestamptz    NOT NULL,
    CONSTRAINT deals_pkey PRIMARY KEY (id),
    CONSTRAINT deals_version_check CHECK (version > 0),
    CONSTRAINT deals_status_check CHECK (status IN ('open', 'won', 'lost')),
    CONSTRAINT deals_amount_check CHECK (amount >= 0 AND (amount IS NULL) = (currency IS NULL)),
    -- Backstops far above the rules' own limits; bytes, because counting characters costs more.
    CONSTRAINT deals_length_check CHECK (
        octet_length(title) BETWEEN 1 AND 4096
        AND octet_length(client) <= 4096
        AND octet_length(stage) BETWEEN 1 AND 256
        AND octet_length(currency) <= 3
        AND octet_length(lost_reason) <= 16384)
)
WITH
(
    -- Room for the next version of a row beside the last one, and vacuum before a tenth of the table is dead.
    fillfactor = 85,
    autovacuum_vacuum_scale_factor = 0.05,
    autovacuum_vacuum_cost_limit = 2000,
    autovacuum_analyze_scale_factor = 0.05
);

-- One index per offered order. A list reads each wanted (stage, status, archived) group in order and merges them,
-- so one set of indexes serves every combination of those filters.
CREATE INDEX deals_by_updated_at ON crm.deals (stage, status, archived, updated_at, id);
CREATE INDEX deals_by_created_at ON crm.deals (stage, status, archived, created_at, id);
CREATE INDEX deals_by_title ON crm.deals (stage, status, archived, title, id);
CREATE INDEX deals_by_amount ON crm.deals (stage, status, archived, coalesce(amount, -1), id);
CREATE INDEX deals_by_close_date ON crm.deals (stage, status, archived, coalesce(expected_close_date, 'infinity'), id);
CREATE INDEX deals_by_owner ON crm.deals (owner_id, updated_at, id);

-- The words of a deal. Beside the deal, so that an edit of anything else leaves the word index alone.
CREATE TABLE crm.deal_search
(
    id       uuid     NOT NULL PRIMARY KEY,
    document tsvector NOT NULL
)
WITH (fillfactor = 90, autovacuum_vacuum_scale_factor = 0.05);

-- A short pending list: cheap inserts, and a search never has much of it to read.
CREATE INDEX deal_search_document ON crm.deal_search
    USING gin (document) WITH (fastupdate = on, gin_pending_list_limit = 256);

CREATE FUNCTION crm.deal_document(title text, client text, tags text[]) RETURNS tsvector
    LANGUAGE sql STABLE PARALLEL SAFE
RETURN to_tsvector('pg_catalog.simple', concat_ws(' ', title, client, array_to_string(tags, ' ')));

-- SECURITY DEFINER: the writer needs no right on the side table.
CREATE FUNCTION crm.index_new_deals() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS
$function$
BEGIN
    INSERT INTO crm.deal_search (id, document)
    SELECT d.id, crm.deal_document(d.title, d.client, d.tags) FROM new_deals d;
    RETURN NULL;
END
$function$;

CREATE FUNCTION crm.index_changed_deals() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS
$function$
BEGIN
    UPDATE crm.deal_search s
    SET document = crm.deal_document(n.title, n.client, n.tags)
    FROM new_deals n JOIN old_deals o ON o.id = n.id
    WHERE s.id = n.id
      AND (o.title IS DISTINCT FROM n.title OR o.client IS DISTINCT FROM n.client OR o.tags IS DISTINCT FROM n.tags);
    RETURN NULL;
END
$function$;

-- Once per statement, which changes hundreds of deals.
CREATE TRIGGER deals_index_new
    AFTER INSERT ON crm.deals REFERENCING NEW TABLE AS new_deals
    FOR EACH STATEMENT EXECUTE FUNCTION crm.index_new_deals();

CREATE TRIGGER deals_index_changed
    AFTER UPDATE ON crm.deals REFERENCING OLD TABLE AS old_deals NEW TABLE AS new_deals
    FOR EACH STATEMENT EXECUTE FUNCTION crm.index_changed_deals();

GRANT SELECT, INSERT, UPDATE ON crm.deals TO crm_rw;
GRANT SELECT ON crm.deals, crm.deal_search TO crm_ro;
