-- A search for common words walks an index in the order of the list. So that it need not look up the words of each deal that it passes,
-- the list indexes carry two bits of 63 for the beginning (three letters) of each word: a deal that lacks a bit lacks the word.
CREATE FUNCTION crm.deal_word_bits(words tsvector) RETURNS bigint
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (
    SELECT coalesce(bit_or((1::bigint << (h.hash % 63)::int) | (1::bigint << (h.hash / 63 % 63)::int)), 0)
    FROM (
        SELECT ascii(w.word) * 1000003::bigint + ascii(substr(w.word, 2, 1)) * 8191::bigint + ascii(substr(w.word, 3, 1)) * 131::bigint AS hash
        FROM unnest(tsvector_to_array(words)) w(word)) h);

ALTER TABLE crm.deals ADD COLUMN word_bits bigint NOT NULL DEFAULT 0;

CREATE FUNCTION crm.set_deal_word_bits() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS
$function$
BEGIN
    NEW.word_bits := crm.deal_word_bits(crm.deal_document(NEW.title, NEW.client, NEW.tags));
    RETURN NEW;
END
$function$;

CREATE TRIGGER deals_word_bits_new
    BEFORE INSERT ON crm.deals
    FOR EACH ROW EXECUTE FUNCTION crm.set_deal_word_bits();

-- The WHEN is decided without a call for the many edits of other fields.
CREATE TRIGGER deals_word_bits_changed
    BEFORE UPDATE ON crm.deals
    FOR EACH ROW
    WHEN (OLD.title IS DISTINCT FROM NEW.title
        OR OLD.client IS DISTINCT FROM NEW.client
        OR OLD.tags IS DISTINCT FROM NEW.tags)
    EXECUTE FUNCTION crm.set_deal_word_bits();

DROP INDEX crm.deals_by_updated_at, crm.deals_by_created_at, crm.deals_by_title, crm.deals_by_amount, crm.deals_by_close_date;

UPDATE crm.deals d SET word_bits = crm.deal_word_bits(crm.deal_document(d.title, d.client, d.tags));

CREATE INDEX deals_by_updated_at ON crm.deals (stage, status, archived, updated_at, id)
    INCLUDE (amount, expected_close_date, owner_id, word_bits);
CREATE INDEX deals_by_created_at ON crm.deals (stage, status, archived, created_at, id)
    INCLUDE (amount, expected_close_date, owner_id, word_bits);
CREATE INDEX deals_by_title ON crm.deals (stage, status, archived, title, id)
    INCLUDE (amount, expected_close_date, owner_id, word_bits);
CREATE INDEX deals_by_close_date ON crm.deals (stage, status, archived, expected_close_date NULLS LAST, id)
    INCLUDE (amount, owner_id, word_bits);
CREATE INDEX deals_by_amount ON crm.deals (stage, status, archived, amount NULLS FIRST, id)
    INCLUDE (owner_id, title, created_at, updated_at, expected_close_date, word_bits);
