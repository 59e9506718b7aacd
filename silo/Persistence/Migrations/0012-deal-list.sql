-- Lists read a table of their own, which follows the log: an edit then keeps no index but the primary key (a heap-only update), and a
-- deal that is edited often is indexed anew once for all its edits of a moment. Whoever reads a list brings the table up to the log's
-- end first, so that a list shows every edit that was acknowledged before it was asked for.

DROP TRIGGER deals_index_new ON crm.deals;
DROP TRIGGER deals_index_changed ON crm.deals;
DROP TRIGGER deals_word_bits_new ON crm.deals;
DROP TRIGGER deals_word_bits_changed ON crm.deals;
DROP FUNCTION crm.index_new_deals(), crm.index_changed_deals(), crm.set_deal_word_bits();
DROP INDEX crm.deals_by_updated_at, crm.deals_by_created_at, crm.deals_by_title, crm.deals_by_amount, crm.deals_by_close_date, crm.deals_by_owner;
ALTER TABLE crm.deals DROP COLUMN word_bits;
DROP TABLE crm.deal_search;

-- What lists filter and sort by, as of a version of the deal.
CREATE TABLE crm.deal_list
(
    id                  uuid           NOT NULL,
    version             bigint         NOT NULL,
    stage               text           COLLATE "C" NOT NULL,
    status              text           COLLATE "C" NOT NULL,
    archived            boolean        NOT NULL,
    owner_id            uuid           NOT NULL,
    title               text           COLLATE "C" NOT NULL,
    amount              numeric(20, 4) NULL,
    expected_close_date date           NULL,
    created_at          timestamptz    NOT NULL,
    updated_at          timestamptz    NOT NULL,
    document            tsvector       NOT NULL,
    word_bits           bigint         NOT NULL,
    CONSTRAINT deal_list_pkey PRIMARY KEY (id)
)
WITH (fillfactor = 90, autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_cost_limit = 2000, autovacuum_analyze_scale_factor = 0.05);

-- The log up to here is in crm.deal_list.
CREATE TABLE crm.deal_list_position
(
    singleton boolean NOT NULL DEFAULT true PRIMARY KEY CHECK (singleton),
    position  bigint  NOT NULL CHECK (position >= 0)
)
WITH (fillfactor = 10, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 200);

-- Brings the given deals' rows up to date. Words are taken anew only when a field that has words changed since the row's version.
CREATE FUNCTION crm.list_deals(ids uuid[]) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
    SET plan_cache_mode = force_generic_plan
    SET enable_seqscan = off
    SET enable_mergejoin = off
    SET jit = off AS
$function$
BEGIN
    WITH compared AS (
        SELECT d.*, l.document, l.word_bits,
               l.id IS NULL OR l.version < coalesce(greatest(
                   (d.field_versions ->> 'title')::bigint, (d.field_versions ->> 'client')::bigint, (d.field_versions ->> 'tags')::bigint), 1) AS has_new_words
        FROM unnest(ids) i(id)
        JOIN crm.deals d ON d.id = i.id
        LEFT JOIN crm.deal_list l ON l.id = d.id
        WHERE l.id IS NULL OR l.version < d.version
    ), changed AS MATERIALIZED (
        SELECT c.id, c.version, c.stage, c.status, c.archived, c.owner_id, c.title, c.amount, c.expected_close_date, c.created_at, c.updated_at,
               CASE WHEN c.has_new_words THEN crm.deal_document(c.title, c.client, c.tags) ELSE c.document END AS document,
               CASE WHEN c.has_new_words THEN NULL ELSE c.word_bits END AS word_bits
        FROM compared c
    )
    INSERT INTO crm.deal_list (id, version, stage, status, archived, owner_id, title, amount, expected_close_date, created_at, updated_at,
                               document, word_bits)
    SELECT c.id, c.version, c.stage, c.status, c.archived, c.owner_id, c.title, c.amount, c.expected_close_date, c.created_at, c.updated_at,
           c.document, coalesce(c.word_bits, crm.deal_word_bits(c.document))
    FROM changed c ORDER BY c.id
    ON CONFLICT (id) DO UPDATE
    SET version = excluded.version, stage = excluded.stage, status = excluded.status, archived = excluded.archived,
        owner_id = excluded.owner_id, title = excluded.title, amount = excluded.amount,
        expected_close_date = excluded.expected_close_date, updated_at = excluded.updated_at,
        document = excluded.document, word_bits = excluded.word_bits;
END
$function$;

-- Goes through at most so many events beyond the position. Reached is the new position, head the log's end.
CREATE FUNCTION crm.follow_log(most integer, OUT reached bigint, OUT head bigint)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
    SET plan_cache_mode = force_generic_plan
    SET enable_seqscan = off
    SET jit = off AS
$function$
BEGIN
    SELECT f.position INTO STRICT head FROM events.feed f WHERE f.singleton;
    SELECT p.position INTO STRICT reached FROM crm.deal_list_position p WHERE p.singleton;
    IF reached >= head THEN
        RETURN;
    END IF;

    -- One session at a time from here on; what another did meanwhile, the next statements see.
    SELECT p.position INTO STRICT reached FROM crm.deal_list_position p WHERE p.singleton FOR UPDATE;
    IF reached >= head THEN
        RETURN;
    END IF;

    PERFORM crm.list_deals(ARRAY(
        SELECT DISTINCT e.aggregate_id FROM events.log e
        WHERE e.position > reached AND e.position <= least(head, reached + most) AND e.aggregate_type = 'deal'));
    reached := least(head, reached + most);
    UPDATE crm.deal_list_position SET position = reached WHERE singleton;
END
$function$;

SELECT crm.list_deals(ARRAY(SELECT id FROM crm.deals));
INSERT INTO crm.deal_list_position (position) SELECT position FROM events.feed WHERE singleton;

-- One index per offered order. A list reads each wanted (stage, status, archived) group in order and merges them, so one set of indexes
-- serves every combination of those filters. They carry what the other filters ask for, so that a list skips thousands of deals without
-- reading their rows. Missing amounts are at the low end and missing dates at the high end, as in lists.
CREATE INDEX deal_list_by_updated_at ON crm.deal_list (stage, status, archived, updated_at, id)
    INCLUDE (amount, expected_close_date, owner_id, word_bits);
CREATE INDEX deal_list_by_created_at ON crm.deal_list (stage, status, archived, created_at, id)
    INCLUDE (amount, expected_close_date, owner_id, word_bits);
CREATE INDEX deal_list_by_title ON crm.deal_list (stage, status, archived, title, id)
    INCLUDE (amount, expected_close_date, owner_id, word_bits);
CREATE INDEX deal_list_by_close_date ON crm.deal_list (stage, status, archived, expected_close_date NULLS LAST, id)
    INCLUDE (amount, owner_id, word_bits);
-- Amounts and owners are also gathered and sorted by another field: everything a list can be ordered by is at hand.
CREATE INDEX deal_list_by_amount ON crm.deal_list (stage, status, archived, amount NULLS FIRST, id)
    INCLUDE (owner_id, title, created_at, updated_at, expected_close_date, word_bits);
CREATE INDEX deal_list_by_owner ON crm.deal_list (owner_id)
    INCLUDE (stage, status, archived, id, title, amount, created_at, updated_at, expected_close_date, word_bits);
-- A short pending list: cheap inserts, and a search never has much of it to read.
CREATE INDEX deal_list_by_word ON crm.deal_list USING gin (document) WITH (fastupdate = on, gin_pending_list_limit = 256);

GRANT SELECT ON crm.deal_list, crm.deal_list_position TO crm_ro;
REVOKE ALL ON FUNCTION crm.list_deals(uuid[]), crm.follow_log(integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION crm.follow_log(integer) TO crm_rw;
