-- Users, roles and what was done with them.
CREATE SCHEMA auth;
GRANT USAGE ON SCHEMA auth TO auth_rw, crm_ro;

CREATE TABLE auth.roles
(
    id          uuid        NOT NULL,
    version     bigint      NOT NULL,
    name        text        COLLATE "C" NOT NULL,
    description text        NULL,
    created_at  timestamptz NOT NULL,
    CONSTRAINT roles_pkey PRIMARY KEY (id),
    CONSTRAINT roles_name_key UNIQUE (name),
    CONSTRAINT roles_version_check CHECK (version > 0),
    CONSTRAINT roles_name_check CHECK (name ~ '^ROLE_[A-Z0-9_]{1,45}$')
);

-- The roles that the program itself knows. They have no history: they came with the schema. Ids are derived from names.
INSERT INTO auth.roles (id, version, name, description, created_at) VALUES
    ('077737cc-e35e-823b-8325-c1507f95da63', 1, 'ROLE_USER', 'Works on deals', clock_timestamp()),
    ('136206b3-24c7-89a8-b734-8f055fee64ab', 1, 'ROLE_MANAGER', 'Leads a team', clock_timestamp()),
    ('2952cd7b-6b01-8b07-a1b3-fa4a5ce8a25d', 1, 'ROLE_ADMIN', 'Handles users, roles and dead letters', clock_timestamp());

-- Addresses, names and password hashes are here and nowhere else: never in the log.
CREATE TABLE auth.users
(
    id               uuid        NOT NULL,
    version          bigint      NOT NULL,
    email            text        NOT NULL,
    -- In lower case: what is unique, and what a log-in looks for.
    email_normalized text        COLLATE "C" NOT NULL,
    display_name     text        NULL,
    password_hash    text        COLLATE "C" NOT NULL,
    roles            text[]      COLLATE "C" NOT NULL,
    disabled         boolean     NOT NULL,
    sessions_from    bigint      NOT NULL,
    created_at       timestamptz NOT NULL,
    updated_at       timestamptz NOT NULL,
    CONSTRAINT users_pkey PRIMARY KEY (id),
    CONSTRAINT users_email_normalized_key UNIQUE (email_normalized),
    CONSTRAINT users_version_check CHECK (version > 0),
    CONSTRAINT users_length_check CHECK (
        octet_length(email) BETWEEN 3 AND 254
        AND octet_length(display_name) <= 1024
        AND password_hash LIKE '$argon2id$%')
);

CREATE INDEX users_by_creation ON auth.users (created_at, id);

-- Who has which role, for joins and reports. The database keeps it in the commit that changes the user; nobody else can.
CREATE TABLE auth.user_roles
(
    user_id uuid NOT NULL REFERENCES auth.users (id),
    role    text COLLATE "C" NOT NULL REFERENCES auth.roles (name),
    CONSTRAINT user_roles_pkey PRIMARY KEY (user_id, role)
);

CREATE INDEX user_roles_by_role ON auth.user_roles (role, user_id);

CREATE FUNCTION auth.add_roles_of_new_users() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS
$function$
BEGIN
    INSERT INTO auth.user_roles (user_id, role) SELECT n.id, unnest(n.roles) FROM new_users n;
    RETURN NULL;
END
$function$;

CREATE FUNCTION auth.change_roles_of_users() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS
$function$
BEGIN
    DELETE FROM auth.user_roles r USING changed_users n WHERE r.user_id = n.id AND r.role <> ALL (n.roles);
    INSERT INTO auth.user_roles (user_id, role) SELECT n.id, unnest(n.roles) FROM changed_users n ON CONFLICT DO NOTHING;
    RETURN NULL;
END
$function$;

CREATE TRIGGER users_add_roles
    AFTER INSERT ON auth.users REFERENCING NEW TABLE AS new_users
    FOR EACH STATEMENT EXECUTE FUNCTION auth.add_roles_of_new_users();

CREATE TRIGGER users_change_roles
    AFTER UPDATE ON auth.users REFERENCING NEW TABLE AS changed_users
    FOR EACH STATEMENT EXECUTE FUNCTION auth.change_roles_of_users();

-- What was done with accounts, failed log-ins too. Only ever added to, and no part of the log: it has addresses.
CREATE TABLE auth.audit
(
    id          bigint      GENERATED ALWAYS AS IDENTITY,
    at          timestamptz NOT NULL DEFAULT clock_timestamp(),
    action      text        COLLATE "C" NOT NULL,
    outcome     text        COLLATE "C" NOT NULL,
    actor_id    uuid        NULL,
    user_id     uuid        NULL,
    email       text        COLLATE "C" NULL,
    address     text        COLLATE "C" NULL,
    user_agent  text        COLLATE "C" NULL,
    detail      text        COLLATE "C" NULL,
    traceparent text        COLLATE "C" NULL,
    CONSTRAINT audit_pkey PRIMARY KEY (id)
);

CREATE INDEX audit_by_user ON auth.audit (user_id, id) WHERE user_id IS NOT NULL;
CREATE INDEX audit_by_time ON auth.audit USING brin (at) WITH (pages_per_range = 32, autosummarize = on);

CREATE FUNCTION auth.refuse_change() RETURNS trigger LANGUAGE plpgsql AS
$function$
BEGIN
    RAISE EXCEPTION 'auth.audit is append-only: % refused', TG_OP
        USING ERRCODE = 'restrict_violation';
END
$function$;

CREATE TRIGGER audit_append_only
    BEFORE UPDATE OR DELETE OR TRUNCATE ON auth.audit
    FOR EACH STATEMENT EXECUTE FUNCTION auth.refuse_change();
ALTER TABLE auth.audit ENABLE ALWAYS TRIGGER audit_append_only;

REVOKE ALL ON FUNCTION auth.add_roles_of_new_users(), auth.change_roles_of_users(), auth.refuse_change() FROM PUBLIC;
GRANT SELECT, INSERT, UPDATE ON auth.users, auth.roles TO auth_rw;
GRANT SELECT ON auth.user_roles TO auth_rw, crm_ro;
GRANT INSERT ON auth.audit TO auth_rw;
GRANT SELECT ON auth.roles TO crm_ro;
-- Readers see no password hash.
GRANT SELECT (id, version, email, email_normalized, display_name, roles, disabled, sessions_from, created_at, updated_at) ON auth.users TO crm_ro;
