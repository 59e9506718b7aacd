-- API keys: the keys of a user are one aggregate, whose row is in auth.api_key_rings. Nothing of a secret but its hash is anywhere, and that only here.
-- The id follows from the owner, which makes the owner unique too: a constraint of its own would refuse, instead of telling, who came second.
CREATE TABLE auth.api_key_rings
(
    id       uuid   NOT NULL,
    version  bigint NOT NULL,
    owner_id uuid   NOT NULL REFERENCES auth.users (id),
    keys     jsonb  NOT NULL,
    CONSTRAINT api_key_rings_pkey PRIMARY KEY (id),
    CONSTRAINT api_key_rings_version_check CHECK (version > 0),
    CONSTRAINT api_key_rings_keys_check CHECK (jsonb_typeof(keys) = 'array')
);

-- Every key that ever was, for whoever presents one. The database keeps it in the commit that changes the ring; nobody else can, but for last_used_at.
CREATE TABLE auth.api_keys
(
    id           uuid        NOT NULL,
    owner_id     uuid        NOT NULL REFERENCES auth.users (id),
    name         text        NOT NULL,
    scopes       text[]      COLLATE "C" NOT NULL,
    secret_hash  text        COLLATE "C" NOT NULL,
    created_at   timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL,
    -- Revoked, or forgotten after it had expired.
    ended_at     timestamptz NULL,
    last_used_at timestamptz NULL,
    CONSTRAINT api_keys_pkey PRIMARY KEY (id),
    CONSTRAINT api_keys_hash_check CHECK (secret_hash ~ '^[0-9a-f]{64}$'),
    CONSTRAINT api_keys_length_check CHECK (octet_length(name) <= 400 AND cardinality(scopes) > 0)
);

CREATE INDEX api_keys_by_owner ON auth.api_keys (owner_id, created_at, id) WHERE ended_at IS NULL;

CREATE FUNCTION auth.follow_api_key_rings() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS
$function$
BEGIN
    UPDATE auth.api_keys k SET ended_at = clock_timestamp()
    FROM changed_rings r
    WHERE k.owner_id = r.owner_id AND k.ended_at IS NULL AND NOT r.keys @> jsonb_build_array(jsonb_build_object('id', k.id));

    INSERT INTO auth.api_keys (id, owner_id, name, scopes, secret_hash, created_at, expires_at)
    SELECT k.id, r.owner_id, k.name, k.scopes, k.hash, k."createdAt", k."expiresAt"
    FROM changed_rings r
    CROSS JOIN LATERAL jsonb_to_recordset(r.keys)
        AS k(id uuid, name text, scopes text[], hash text, "createdAt" timestamptz, "expiresAt" timestamptz)
    ON CONFLICT (id) DO NOTHING;
    RETURN NULL;
END
$function$;

CREATE TRIGGER api_key_rings_created
    AFTER INSERT ON auth.api_key_rings REFERENCING NEW TABLE AS changed_rings
    FOR EACH STATEMENT EXECUTE FUNCTION auth.follow_api_key_rings();

CREATE TRIGGER api_key_rings_changed
    AFTER UPDATE ON auth.api_key_rings REFERENCING NEW TABLE AS changed_rings
    FOR EACH STATEMENT EXECUTE FUNCTION auth.follow_api_key_rings();

REVOKE ALL ON FUNCTION auth.follow_api_key_rings() FROM PUBLIC;
GRANT SELECT, INSERT, UPDATE ON auth.api_key_rings TO auth_rw;
GRANT SELECT, UPDATE (last_used_at) ON auth.api_keys TO auth_rw;
-- Readers see no hash.
GRANT SELECT (id, owner_id, name, scopes, created_at, expires_at, ended_at, last_used_at) ON auth.api_keys TO crm_ro;
