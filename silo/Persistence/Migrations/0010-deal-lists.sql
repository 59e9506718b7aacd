-- What lists of deals need beyond the table.

-- The key that authenticates cursors: drawn once, the same for every silo and after every restart.
CREATE TABLE crm.cursor_key
(
    singleton boolean NOT NULL DEFAULT true PRIMARY KEY CHECK (singleton),
    key       bytea   NOT NULL CHECK (octet_length(key) = 32)
);

-- Two random UUIDs carry 244 random bits.
INSERT INTO crm.cursor_key (key) VALUES (uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()));
GRANT SELECT ON crm.cursor_key TO crm_ro;

-- The list indexes also carry what other filters ask for, so that a list can skip thousands of deals without reading their rows.
-- Missing amounts are at the low end and missing dates at the high end, as in lists.
DROP INDEX crm.deals_by_updated_at, crm.deals_by_created_at, crm.deals_by_title, crm.deals_by_amount, crm.deals_by_close_date, crm.deals_by_owner;

CREATE INDEX deals_by_updated_at ON crm.deals (stage, status, archived, updated_at, id)
    INCLUDE (amount, expected_close_date, owner_id);
CREATE INDEX deals_by_created_at ON crm.deals (stage, status, archived, created_at, id)
    INCLUDE (amount, expected_close_date, owner_id);
CREATE INDEX deals_by_title ON crm.deals (stage, status, archived, title, id)
    INCLUDE (amount, expected_close_date, owner_id);
CREATE INDEX deals_by_close_date ON crm.deals (stage, status, archived, expected_close_date NULLS LAST, id)
    INCLUDE (amount, owner_id);
-- Amounts and owners are also gathered and sorted by another field: everything a list can be ordered by is at hand.
CREATE INDEX deals_by_amount ON crm.deals (stage, status, archived, amount NULLS FIRST, id)
    INCLUDE (owner_id, title, created_at, updated_at, expected_close_date);
CREATE INDEX deals_by_owner ON crm.deals (owner_id)
    INCLUDE (stage, status, archived, id, title, amount, created_at, updated_at, expected_close_date);

-- The words of a text. Punctuation goes first: the parser would take "a/b" for a path and "1-2" for a negative number.
CREATE FUNCTION crm.deal_words(content text) RETURNS tsvector
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN to_tsvector('pg_catalog.simple'::regconfig,
    translate(normalize(content, NFKC), '!"#$%&''()*+,-./:;<=>?@[\]^_`{|}~', repeat(' ', 32)));

CREATE OR REPLACE FUNCTION crm.deal_document(title text, client text, tags text[]) RETURNS tsvector
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN strip(crm.deal_words(concat_ws(' ', title, client, array_to_string(tags, ' '))));

-- All words; the last one also as a prefix when it has three letters or more. NULL, which matches nothing, when there are none.
CREATE FUNCTION crm.deal_words_query(content text) RETURNS tsquery
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN (
    SELECT string_agg(quote_literal(w.lexeme) || CASE WHEN w.last AND length(w.lexeme) >= 3 THEN ':*' ELSE '' END, ' & ')::tsquery
    FROM (
        SELECT u.lexeme, max(p.place) = max(max(p.place)) OVER () AS last
        FROM unnest(crm.deal_words(content)) u CROSS JOIN unnest(u.positions) p(place)
        GROUP BY u.lexeme) w);
