-- The follower of the log runs in every silo: it takes this row before the tables below, so it has to wait here.
LOCK TABLE crm.deal_list_position IN ACCESS EXCLUSIVE MODE;

ALTER TABLE crm.deal_list
    ADD COLUMN team_id uuid NULL,
    ADD COLUMN shared_with uuid[] NOT NULL DEFAULT '{}';

-- deal_list.shared_with the other way round: what is shared with somebody is found by an index.
CREATE TABLE crm.deal_list_shares
(
    principal_id uuid NOT NULL,
    deal_id      uuid NOT NULL,
    CONSTRAINT deal_list_shares_pkey PRIMARY KEY (principal_id, deal_id)
);

CREATE INDEX deal_list_shares_by_deal ON crm.deal_list_shares (deal_id);

UPDATE crm.deal_list l SET team_id = d.team_id, shared_with = d.shared_with
FROM crm.deals d WHERE d.id = l.id AND (d.team_id IS NOT NULL OR d.shared_with <> '{}');

INSERT INTO crm.deal_list_shares (principal_id, deal_id)
SELECT DISTINCT unnest(l.shared_with), l.id FROM crm.deal_list l WHERE l.shared_with <> '{}';

-- As before, with the team, and with the shares of those deals whose sharing changed.
CREATE OR REPLACE FUNCTION crm.list_deals(ids uuid[]) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
    SET plan_cache_mode = force_generic_plan
    SET enable_seqscan = off
    SET enable_mergejoin = off
    SET jit = off AS
$function$
BEGIN
    WITH compared AS (
        SELECT d.*, l.document, l.word_bits, coalesce(l.shared_with, '{}') AS had_shared_with,
               l.id IS NULL OR l.version < coalesce(greatest(
                   (d.field_versions ->> 'title')::bigint, (d.field_versions ->> 'client')::bigint, (d.field_versions ->> 'tags')::bigint), 1) AS has_new_words
        FROM unnest(ids) i(id)
        JOIN crm.deals d ON d.id = i.id
        LEFT JOIN crm.deal_list l ON l.id = d.id
        WHERE l.id IS NULL OR l.version < d.version
    ), changed AS MATERIALIZED (
        SELECT c.id, c.version, c.stage, c.status, c.archived, c.owner_id, c.team_id, c.title, c.amount, c.expected_close_date, c.created_at,
               c.updated_at, c.shared_with, c.had_shared_with,
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
    )
    INSERT INTO crm.deal_list (id, version, stage, status, archived, owner_id, team_id, title, amount, expected_close_date, created_at, updated_at,
                               shared_with, document, word_bits)
    SELECT c.id, c.version, c.stage, c.status, c.archived, c.owner_id, c.team_id, c.title, c.amount, c.expected_close_date, c.created_at,
           c.updated_at, c.shared_with, c.document, coalesce(c.word_bits, crm.deal_word_bits(c.document))
    FROM changed c ORDER BY c.id
    ON CONFLICT (id) DO UPDATE
    SET version = excluded.version, stage = excluded.stage, status = excluded.status, archived = excluded.archived,
        owner_id = excluded.owner_id, team_id = excluded.team_id, title = excluded.title, amount = excluded.amount,
        expected_close_date = excluded.expected_close_date, updated_at = excluded.updated_at, shared_with = excluded.shared_with,
        document = excluded.document, word_bits = excluded.word_bits;
END
$function$;

-- The team is one of the things that a list skips deals by without reading their rows.
DROP INDEX crm.deal_list_by_updated_at, crm.deal_list_by_created_at, crm.deal_list_by_title, crm.deal_list_by_close_date,
    crm.deal_list_by_amount, crm.deal_list_by_owner;

CREATE INDEX deal_list_by_updated_at ON crm.deal_list (stage, status, archived, updated_at, id)
    INCLUDE (amount, expected_close_date, owner_id, team_id, word_bits);
CREATE INDEX deal_list_by_created_at ON crm.deal_list (stage, status, archived, created_at, id)
    INCLUDE (amount, expected_close_date, owner_id, team_id, word_bits);
CREATE INDEX deal_list_by_title ON crm.deal_list (stage, status, archived, title, id)
    INCLUDE (amount, expected_close_date, owner_id, team_id, word_bits);
CREATE INDEX deal_list_by_close_date ON crm.deal_list (stage, status, archived, expected_close_date NULLS LAST, id)
    INCLUDE (amount, owner_id, team_id, word_bits);
CREATE INDEX deal_list_by_amount ON crm.deal_list (stage, status, archived, amount NULLS FIRST, id)
    INCLUDE (owner_id, team_id, title, created_at, updated_at, expected_close_date, word_bits);
CREATE INDEX deal_list_by_owner ON crm.deal_list (owner_id)
    INCLUDE (stage, status, archived, id, team_id, title, amount, created_at, updated_at, expected_close_date, word_bits);
CREATE INDEX deal_list_by_team ON crm.deal_list (team_id)
    INCLUDE (stage, status, archived, id, owner_id, title, amount, created_at, updated_at, expected_close_date, word_bits)
    WHERE team_id IS NOT NULL;

ALTER TABLE crm.deals ENABLE ROW LEVEL SECURITY;
ALTER TABLE crm.deal_list ENABLE ROW LEVEL SECURITY;
ALTER TABLE crm.deal_list_shares ENABLE ROW LEVEL SECURITY;

-- The grain decides about what is written and read one by one.
CREATE POLICY deals_written ON crm.deals TO crm_rw USING (true) WITH CHECK (true);

-- Lists and histories run as crm_lists, which sees what the caller sees (DealAccess.MaySee), or as crm_lists_all, which sees all. Who asks
-- is set for one transaction at a time; where nobody is, nothing is seen. A SELECT around each setting: it is read once, not for each row. No
-- functions: each use would take the planner a tenth of a millisecond.
CREATE POLICY deals_seen ON crm.deals FOR SELECT TO crm_lists USING (
    owner_id = (SELECT nullif(current_setting('crm.user_id', true), '')::uuid)
    OR team_id = ANY ((SELECT nullif(current_setting('crm.teams', true), '')::uuid[])::uuid[])
    OR shared_with && (SELECT nullif(current_setting('crm.principals', true), '')::uuid[]));
CREATE POLICY deal_list_seen ON crm.deal_list FOR SELECT TO crm_lists USING (
    owner_id = (SELECT nullif(current_setting('crm.user_id', true), '')::uuid)
    OR team_id = ANY ((SELECT nullif(current_setting('crm.teams', true), '')::uuid[])::uuid[])
    OR id IN (SELECT s.deal_id FROM crm.deal_list_shares s));
CREATE POLICY deal_list_shares_seen ON crm.deal_list_shares FOR SELECT TO crm_lists USING (
    principal_id = ANY ((SELECT nullif(current_setting('crm.principals', true), '')::uuid[])::uuid[]));

CREATE POLICY deals_all_seen ON crm.deals FOR SELECT TO crm_lists_all USING (true);
CREATE POLICY deal_list_all_seen ON crm.deal_list FOR SELECT TO crm_lists_all USING (true);
CREATE POLICY deal_list_shares_all_seen ON crm.deal_list_shares FOR SELECT TO crm_lists_all USING (true);

-- The reader may become either of the two, and has no right of theirs before that.
REVOKE SELECT ON crm.deals, crm.deal_list FROM crm_ro;
GRANT USAGE ON SCHEMA crm, events TO crm_lists, crm_lists_all;
GRANT SELECT ON crm.deals, crm.deal_list, crm.deal_list_shares, crm.deal_list_position, events.feed, events.log TO crm_lists, crm_lists_all;

ANALYZE crm.deal_list;
ANALYZE crm.deal_list_shares;
