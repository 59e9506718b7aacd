-- Lists by pipeline and by custom fields.

-- The follower of the log runs in every silo: it takes this row before the tables below, so it has to wait here.
LOCK TABLE crm.deal_list_position IN ACCESS EXCLUSIVE MODE;

DROP INDEX crm.deal_list_by_updated_at, crm.deal_list_by_created_at, crm.deal_list_by_title, crm.deal_list_by_close_date,
    crm.deal_list_by_amount, crm.deal_list_by_owner, crm.deal_list_by_team;

ALTER TABLE crm.deal_list
    ADD COLUMN pipeline_id uuid NULL,
    -- The position of the event that made the version: a list of the past leaves out what came later. 0 for a deal without events.
    ADD COLUMN since bigint NOT NULL DEFAULT 0;

UPDATE crm.deal_list l
SET pipeline_id = d.pipeline_id,
    since = coalesce((SELECT e.position FROM events.log e WHERE e.aggregate_id = l.id AND e.version = l.version), 0)
FROM crm.deals d WHERE d.id = l.id;

ALTER TABLE crm.deal_list
    ALTER COLUMN pipeline_id SET NOT NULL,
    ALTER COLUMN since DROP DEFAULT;

-- The custom fields of a deal as lists compare and order them: a text by its beginning, with what is left of it beside, and also as a
-- number where it is a plain decimal of at most 28 digits.
CREATE FUNCTION crm.deal_fields(custom_fields jsonb) RETURNS TABLE (key text, text text, rest text, number numeric)
    LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$function$
    SELECT f.key, left(f.value, 200), nullif(substr(f.value, 201), ''),
           CASE WHEN f.value COLLATE "C" ~ '^-?[0-9]+(\.[0-9]+)?$' AND length(translate(f.value, '-.', '')) <= 28 THEN f.value::numeric END
    FROM jsonb_each_text(custom_fields) f
$function$;

-- The custom fields of the deals in crm.deal_list, one row each.
CREATE TABLE crm.deal_list_fields
(
    deal_id     uuid    NOT NULL,
    pipeline_id uuid    NOT NULL,
    key         text    COLLATE "C" NOT NULL,
    -- The first 200 characters, and all others: an index entry has room for no more.
    text        text    COLLATE "C" NOT NULL,
    rest        text    COLLATE "C" NULL,
    number      numeric NULL,
    CONSTRAINT deal_list_fields_pkey PRIMARY KEY (deal_id, key)
)
WITH (fillfactor = 90, autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_cost_limit = 2000, autovacuum_analyze_scale_factor = 0.05);

INSERT INTO crm.deal_list_fields (deal_id, pipeline_id, key, text, rest, number)
SELECT d.id, d.pipeline_id, f.key, f.text, f.rest, f.number
FROM crm.deal_list l JOIN crm.deals d ON d.id = l.id CROSS JOIN LATERAL crm.deal_fields(d.custom_fields) f;

-- As before, with the pipeline, the position of the version, and the custom fields of those deals that have others than before or are in
-- another pipeline.
CREATE OR REPLACE FUNCTION crm.list_deals(ids uuid[]) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
    SET plan_cache_mode = force_custom_plan
    SET enable_seqscan = off
    SET enable_mergejoin = off
    SET enable_hashjoin = off
    SET jit = off AS
$function$
BEGIN
    WITH compared AS (
        SELECT d.*, coalesce(e.position, 0) AS since, l.document, l.word_bits, coalesce(l.shared_with, '{}') AS had_shared_with,
               l.id IS NULL OR l.version < coalesce(greatest(
                   (d.field_versions ->> 'title')::bigint, (d.field_versions ->> 'client')::bigint, (d.field_versions ->> 'tags')::bigint), 1) AS has_new_words,
               l.id IS NULL OR l.pipeline_id <> d.pipeline_id OR EXISTS (
                   SELECT FROM jsonb_each_text(d.field_versions) f WHERE f.key LIKE 'customFields.%' AND f.value::bigint > l.version) AS has_new_fields
        FROM unnest(ids) i(id)
        JOIN crm.deals d ON d.id = i.id
        LEFT JOIN crm.deal_list l ON l.id = d.id
        LEFT JOIN LATERAL (SELECT position FROM events.log WHERE aggregate_id = d.id AND version = d.version OFFSET 0) e ON true
        WHERE l.id IS NULL OR l.version < d.version
    ), changed AS MATERIALIZED (
        SELECT c.id, c.version, c.since, c.pipeline_id, c.stage, c.status, c.archived, c.owner_id, c.team_id, c.title, c.amount,
               c.expected_close_date, c.created_at, c.updated_at, c.shared_with, c.had_shared_with, c.has_new_fields,
               CASE WHEN c.has_new_fields THEN c.custom_fields END AS custom_fields,
               CASE WHEN c.has_new_words THEN crm.deal_document(c.title, c.client, c.tags) ELSE c.document END AS document,
               CASE WHEN c.has_new_words THEN NULL ELSE c.word_bits END AS word_bits
        FROM compared c
    ), unshared AS (
        DELETE FROM crm.deal_list_shares s USING changed c
        WHERE c.shared_with <> c.had_shared_with AND s.deal_id = c.id AND s.principal_id <> ALL (c.shared_with)
    ), shared AS (
        INSERT INTO crm.deal_list_shares (principal_id, deal_id)
        SELECT DISTINCT unnest(c.shared_with), c.id FROM changed c WHERE c.shared_with <> c.had_shared_with
        ON CONFLICT DO NOTHING
    ), emptied AS (
        DELETE FROM crm.deal_list_fields f USING changed c
        WHERE c.has_new_fields AND f.deal_id = c.id AND NOT c.custom_fields ? f.key
    ), filled AS (
        INSERT INTO crm.deal_list_fields AS f (deal_id, pipeline_id, key, text, rest, number)
        SELECT c.id, c.pipeline_id, v.key, v.text, v.rest, v.number
        FROM changed c CROSS JOIN LATERAL crm.deal_fields(c.custom_fields) v WHERE c.has_new_fields
        ON CONFLICT (deal_id, key) DO UPDATE
        SET pipeline_id = excluded.pipeline_id, text = excluded.text, rest = excluded.rest, number = excluded.number
        WHERE (f.pipeline_id, f.text, f.rest) IS DISTINCT FROM (excluded.pipeline_id, excluded.text, excluded.rest)
    )
    INSERT INTO crm.deal_list (id, version, since, pipeline_id, stage, status, archived, owner_id, team_id, title, amount, expected_close_date,
                               created_at, updated_at, shared_with, document, word_bits)
    SELECT c.id, c.version, c.since, c.pipeline_id, c.stage, c.status, c.archived, c.owner_id, c.team_id, c.title, c.amount, c.expected_close_date,
           c.created_at, c.updated_at, c.shared_with, c.document, coalesce(c.word_bits, crm.deal_word_bits(c.document))
    FROM changed c ORDER BY c.id
    ON CONFLICT (id) DO UPDATE
    SET version = excluded.version, since = excluded.since, pipeline_id = excluded.pipeline_id, stage = excluded.stage, status = excluded.status,
        archived = excluded.archived, owner_id = excluded.owner_id, team_id = excluded.team_id, title = excluded.title, amount = excluded.amount,
        expected_close_date = excluded.expected_close_date, updated_at = excluded.updated_at, shared_with = excluded.shared_with,
        document = excluded.document, word_bits = excluded.word_bits;
END
$function$;

-- As before, with the pipeline at the head: what one pipeline has in a stage and a status is a stretch of each index. By the id, too, for
-- deals that have no value in the field that a list is ordered by.
CREATE INDEX deal_list_by_updated_at ON crm.deal_list (pipeline_id, stage, status, archived, updated_at, id)
    INCLUDE (amount, expected_close_date, owner_id, team_id, word_bits, since);
CREATE INDEX deal_list_by_created_at ON crm.deal_list (pipeline_id, stage, status, archived, created_at, id)
    INCLUDE (amount, expected_close_date, owner_id, team_id, word_bits, since);
CREATE INDEX deal_list_by_title ON crm.deal_list (pipeline_id, stage, status, archived, title, id)
    INCLUDE (amount, expected_close_date, owner_id, team_id, word_bits, since);
CREATE INDEX deal_list_by_close_date ON crm.deal_list (pipeline_id, stage, status, archived, expected_close_date NULLS LAST, id)
    INCLUDE (amount, owner_id, team_id, word_bits, since);
CREATE INDEX deal_list_by_amount ON crm.deal_list (pipeline_id, stage, status, archived, amount NULLS FIRST, id)
    INCLUDE (owner_id, team_id, title, created_at, updated_at, expected_close_date, word_bits, since);
CREATE INDEX deal_list_by_id ON crm.deal_list (pipeline_id, stage, status, archived, id)
    INCLUDE (amount, expected_close_date, owner_id, team_id, word_bits, since);
CREATE INDEX deal_list_by_owner ON crm.deal_list (owner_id)
    INCLUDE (pipeline_id, stage, status, archived, id, team_id, title, amount, created_at, updated_at, expected_close_date, word_bits, since);
CREATE INDEX deal_list_by_team ON crm.deal_list (team_id)
    INCLUDE (pipeline_id, stage, status, archived, id, owner_id, title, amount, created_at, updated_at, expected_close_date, word_bits, since)
    WHERE team_id IS NOT NULL;

CREATE INDEX deal_list_fields_by_text ON crm.deal_list_fields (pipeline_id, key, text, deal_id);
CREATE INDEX deal_list_fields_by_number ON crm.deal_list_fields (pipeline_id, key, number, deal_id) WHERE number IS NOT NULL;

ALTER TABLE crm.deal_list_fields ENABLE ROW LEVEL SECURITY;

-- A field is seen with its deal. OFFSET 0: one look-up for each field, never a hash of all deals that are seen.
CREATE POLICY deal_list_fields_seen ON crm.deal_list_fields FOR SELECT TO crm_lists USING (
    EXISTS (SELECT FROM crm.deal_list l WHERE l.id = deal_id OFFSET 0));
CREATE POLICY deal_list_fields_all_seen ON crm.deal_list_fields FOR SELECT TO crm_lists_all USING (true);

GRANT SELECT ON crm.deal_list_fields TO crm_lists, crm_lists_all;

ANALYZE crm.deal_list;
ANALYZE crm.deal_list_fields;
