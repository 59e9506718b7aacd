namespace Crm.Actors.TestKit.Seed;

/// <summary>The statements of <see cref="MillionDeals"/>, in the order in which they run.</summary>
internal static class SeedSql
{
    /// <summary>Indexes are made again at the end: many times quicker than filling them row by row.</summary>
    public const string DropIndexes = """
        CREATE TEMP TABLE seed_indexes AS
        SELECT i.indexrelid::regclass::text AS name, pg_get_indexdef(i.indexrelid) AS definition
        FROM pg_index i WHERE i.indrelid IN ('crm.deal_list'::regclass, 'crm.deal_list_fields'::regclass) AND NOT i.indisprimary;
        DO $$
        DECLARE n text;
        BEGIN
            FOR n IN SELECT name FROM seed_indexes LOOP EXECUTE 'DROP INDEX ' || n; END LOOP;
        END $$;
        """;

    /// <summary>$1 is the number of deals; n is a deal's age rank, 1 the oldest; h1 to h6 are its dice.</summary>
    public const string Deals = """
        INSERT INTO crm.deals (id, version, title, client, amount, currency, pipeline_id, stage, owner_id, team_id, status, lost_reason,
                               archived, expected_close_date, tags, custom_fields, field_versions, created_at, updated_at, shared_with)
        SELECT md5('deal' || n)::uuid, 1, title, client, amount,
               CASE WHEN amount IS NOT NULL THEN (ARRAY['EUR', 'USD', 'GBP'])[1 + h1 / 10 % 3] END,
               '00000000-0000-7000-8000-0000000000d1', stage,
               CASE WHEN h2 % 50 = 0 THEN '00000000-0000-7000-8000-0000000b1600'::uuid
                    WHEN h2 % 50 BETWEEN 1 AND 13 AND n <= c * 2 / 5 THEN '00000000-0000-7000-8000-00000000c0de'::uuid
                    ELSE ('00000000-0000-7000-8000-0001' || lpad(to_hex(h3 % 2000), 8, '0'))::uuid END,
               CASE WHEN h2 % 50 = 0 OR (h2 % 50 BETWEEN 1 AND 13 AND n <= c * 2 / 5) THEN NULL
                    ELSE ('00000000-0000-7000-8000-0002' || lpad(to_hex(h3 % 2000 % 90), 8, '0'))::uuid END,
               status, CASE WHEN status = 'lost' THEN 'price' END, h5 % 20 = 0,
               CASE WHEN h6 % 4 <> 0 THEN (created_at + h6 / 7 % 180 * interval '1 day')::date END,
               tags,
               jsonb_build_object('region', (ARRAY['emea', 'emea', 'apac', 'latam', 'anz'])[1 + h3 / 7 % 5])
               || CASE WHEN h6 % 5 = 0 THEN jsonb_build_object('score', h5 % 1000) ELSE '{}' END,
               '{}', created_at,
               created_at + CASE WHEN h4 % 10 < 3 THEN (h4 / 10 % 1000) / 1000.0 * (timestamptz '2026-11-15' - created_at)
                                 ELSE h4 / 10 % 2000000 * interval '1 second' END,
               CASE WHEN h1 % 500 = 3 THEN ARRAY[('00000000-0000-7000-8000-0002' || lpad(to_hex(h4 % 45), 8, '0'))::uuid]
                    WHEN h1 % 500 = 4 THEN ARRAY[('00000000-0000-7000-8000-0001' || lpad(to_hex(h4 % 1000), 8, '0'))::uuid]
                    ELSE '{}' END
        FROM (
            SELECT n, c, h1, h2, h3, h4, h5, h6, stage, 'Client ' || h4 % 50000 AS client,
                   CASE h1 % 3 WHEN 0 THEN ARRAY['vip'] WHEN 1 THEN ARRAY['partner', 'emea'] ELSE ARRAY[]::text[] END AS tags,
                   CASE stage WHEN 'new' THEN CASE WHEN h4 % 20 = 0 THEN 'won' ELSE 'open' END
                              WHEN 'negotiation' THEN (ARRAY['open', 'won', 'won', 'lost'])[1 + h4 % 4]
                              ELSE (ARRAY['open', 'open', 'open', 'won', 'lost'])[1 + h4 % 5] END AS status,
                   timestamptz '2023-11-01' + n * interval '94 seconds' * (1000000.0 / c) AS created_at,
                   CASE WHEN h1 % 10 <> 0 THEN round(exp(5 + h5 % 1000 / 100.0 * 0.6 + 2.0 * n / c)::numeric, 2) END AS amount,
                   (ARRAY['Acme', 'Zeta', 'Globex', 'Initech', 'Umbrella', 'Stark', 'Wayne', 'Hooli', 'Vandelay', 'Wonka'])[1 + h2 % 10]
                   || ' ' || (ARRAY['server', 'desk', 'fleet', 'licence', 'support', 'audit', 'rollout', 'pilot', 'training', 'network'])[1 + h3 % 10]
                   || CASE WHEN h3 / 10 % 10 < 3 THEN ' renewal' ELSE '' END
                   || CASE WHEN h5 % 50 = 7 THEN ' platinum' ELSE '' END
                   || CASE WHEN h6 % 200 = 13 THEN ' gold' ELSE '' END
                   || CASE WHEN n <= c / 5 THEN ' legacy' ELSE '' END
                   || CASE WHEN n % greatest(c / 10, 1) = 77 THEN ' zephyr' ELSE '' END
                   || CASE WHEN h4 % 20 = 0 THEN '' ELSE ' ' || h5 / 1000 % 5000 END AS title
            FROM (
                SELECT r.*, CASE WHEN n <= c * 3 / 10
                                     THEN (ARRAY['negotiation', 'negotiation', 'proposal', 'qualified', 'qualified'])[1 + h6 % 5]
                                 WHEN n <= c * 7 / 10 THEN (ARRAY['proposal', 'qualified', 'new'])[1 + h6 % 3]
                                 ELSE (ARRAY['new', 'new', 'qualified'])[1 + h6 % 3] END AS stage
                FROM (
                    SELECT n, $1::bigint AS c,
                           hashint8extended(n, 1) & 2147483647 AS h1, hashint8extended(n, 2) & 2147483647 AS h2,
                           hashint8extended(n, 3) & 2147483647 AS h3, hashint8extended(n, 4) & 2147483647 AS h4,
                           hashint8extended(n, 5) & 2147483647 AS h5, hashint8extended(n, 6) & 2147483647 AS h6
                    FROM generate_series(1, $1::bigint) n) r) s) t
        """;

    /// <summary>After <see cref="Events"/>, where there are to be any.</summary>
    public const string List = """
        INSERT INTO crm.deal_list (id, version, since, pipeline_id, stage, status, archived, owner_id, team_id, title, amount, expected_close_date,
                                   created_at, updated_at, shared_with, document, word_bits)
        SELECT d.id, d.version, coalesce(e.position, 0), d.pipeline_id, d.stage, d.status, d.archived, d.owner_id, d.team_id, d.title, d.amount,
               d.expected_close_date, d.created_at, d.updated_at, d.shared_with, w.document, crm.deal_word_bits(w.document)
        FROM crm.deals d
        LEFT JOIN events.log e ON e.aggregate_id = d.id AND e.version = d.version
        CROSS JOIN LATERAL (SELECT crm.deal_document(d.title, d.client, d.tags) AS document OFFSET 0) w;
        INSERT INTO crm.deal_list_shares (principal_id, deal_id) SELECT unnest(d.shared_with), d.id FROM crm.deals d WHERE d.shared_with <> '{}';
        INSERT INTO crm.deal_list_fields (deal_id, pipeline_id, key, text, rest, number)
        SELECT d.id, d.pipeline_id, f.* FROM crm.deals d CROSS JOIN LATERAL crm.deal_fields(d.custom_fields) f;
        """;

    public const string Events = """
        WITH head AS (SELECT position FROM events.feed WHERE singleton FOR UPDATE),
        logged AS (
            INSERT INTO events.log (position, id, aggregate_type, aggregate_id, version, type, schema_version, actor_id, occurred_at,
                                    committed_at, traceparent, data)
            SELECT head.position + row_number() OVER (ORDER BY d.created_at, d.id), md5('event' || d.id)::uuid, 'deal', d.id, 1,
                   'deal.created', 1, d.owner_id, d.created_at, d.created_at, NULL,
                   json_build_object(
                       'deal', json_build_object('ownerId', d.owner_id, 'teamId', d.team_id, 'pipelineId', d.pipeline_id, 'stage', d.stage,
                           'amount', d.amount::text, 'currency', d.currency, 'status', d.status, 'archived', d.archived, 'sharedWith', d.shared_with),
                       'snapshot', json_build_object('id', d.id, 'title', d.title, 'client', d.client,
                           'expectedCloseDate', d.expected_close_date, 'tags', d.tags, 'customFields', d.custom_fields))
            FROM crm.deals d CROSS JOIN head
            RETURNING 1)
        UPDATE events.feed SET position = position + (SELECT count(*) FROM logged), committed_at = now() WHERE singleton;
        UPDATE crm.deal_list_position SET position = (SELECT position FROM events.feed WHERE singleton) WHERE singleton;
        SELECT crm.recount_pipelines()
        """;

    public const string CreateIndexes = """
        DO $$
        DECLARE d text;
        BEGIN
            FOR d IN SELECT definition FROM seed_indexes LOOP EXECUTE d; END LOOP;
        END $$;
        DROP TABLE seed_indexes;
        """;
}
