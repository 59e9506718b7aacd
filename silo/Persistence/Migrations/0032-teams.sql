-- Teams, who belongs to them, and since when a user's rights are what they are.
CREATE TABLE auth.teams
(
    id              uuid        NOT NULL,
    version         bigint      NOT NULL,
    name            text        NOT NULL,
    -- In lower case: what is unique.
    name_normalized text        COLLATE "C" NOT NULL,
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL,
    CONSTRAINT teams_pkey PRIMARY KEY (id),
    CONSTRAINT teams_name_normalized_key UNIQUE (name_normalized),
    CONSTRAINT teams_version_check CHECK (version > 0),
    CONSTRAINT teams_name_check CHECK (octet_length(name) BETWEEN 1 AND 400)
);

CREATE INDEX teams_by_creation ON auth.teams (created_at, id);

ALTER TABLE auth.users
    ADD COLUMN teams uuid[] NOT NULL DEFAULT '{}',
    -- The version since which access tokens are good.
    ADD COLUMN rights_from bigint NOT NULL DEFAULT 1,
    -- When that version was written, by this database's clock.
    ADD COLUMN rights_at timestamptz NOT NULL DEFAULT now(),
    ADD CONSTRAINT users_teams_check CHECK (cardinality(teams) <= 50);

-- What gateways ask for every second. Users of whom nothing has changed are not in it.
CREATE INDEX users_by_rights ON auth.users (rights_at) WHERE rights_from > 1;

-- Who belongs to which team, for joins and lists. The database keeps it in the commit that changes the user; nobody else can.
CREATE TABLE auth.team_members
(
    user_id uuid NOT NULL REFERENCES auth.users (id),
    team_id uuid NOT NULL REFERENCES auth.teams (id),
    CONSTRAINT team_members_pkey PRIMARY KEY (user_id, team_id)
);

CREATE INDEX team_members_by_team ON auth.team_members (team_id, user_id);

CREATE FUNCTION auth.add_teams_of_new_users() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS
$function$
BEGIN
    INSERT INTO auth.team_members (user_id, team_id) SELECT n.id, unnest(n.teams) FROM new_users n;
    RETURN NULL;
END
$function$;

CREATE FUNCTION auth.change_teams_of_users() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS
$function$
BEGIN
    DELETE FROM auth.team_members m USING changed_users n WHERE m.user_id = n.id AND m.team_id <> ALL (n.teams);
    INSERT INTO auth.team_members (user_id, team_id)
    SELECT n.id, unnest(n.teams) FROM changed_users n JOIN former_users o ON o.id = n.id WHERE n.teams <> o.teams
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END
$function$;

CREATE FUNCTION auth.date_rights() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS
$function$
BEGIN
    NEW.rights_at := clock_timestamp();
    RETURN NEW;
END
$function$;

-- Commits that take an administrator away come one after the other, each seeing what the one before it left.
CREATE TABLE auth.administration
(
    singleton boolean NOT NULL,
    CONSTRAINT administration_pkey PRIMARY KEY (singleton),
    CONSTRAINT administration_check CHECK (singleton)
);

INSERT INTO auth.administration (singleton) VALUES (true);

CREATE FUNCTION auth.keep_an_administrator() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS
$function$
BEGIN
    IF NOT EXISTS (
        SELECT FROM former_users o JOIN changed_users n ON n.id = o.id
        WHERE NOT o.disabled AND 'ROLE_ADMIN' = ANY (o.roles) AND (n.disabled OR 'ROLE_ADMIN' <> ALL (n.roles)))
    THEN
        RETURN NULL;
    END IF;
    PERFORM FROM auth.administration FOR UPDATE;
    -- A statement of its own, so that its snapshot is younger than the lock.
    IF NOT EXISTS (
        SELECT FROM auth.user_roles r JOIN auth.users u ON u.id = r.user_id
        WHERE r.role = 'ROLE_ADMIN' AND NOT u.disabled AND 'ROLE_ADMIN' = ANY (u.roles))
    THEN
        RAISE EXCEPTION 'At least one administrator who can log in has to remain.' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END
$function$;

CREATE TRIGGER users_add_teams
    AFTER INSERT ON auth.users REFERENCING NEW TABLE AS new_users
    FOR EACH STATEMENT EXECUTE FUNCTION auth.add_teams_of_new_users();

CREATE TRIGGER users_change_teams
    AFTER UPDATE ON auth.users REFERENCING OLD TABLE AS former_users NEW TABLE AS changed_users
    FOR EACH STATEMENT EXECUTE FUNCTION auth.change_teams_of_users();

CREATE TRIGGER users_date_rights
    BEFORE UPDATE OF rights_from ON auth.users
    FOR EACH ROW WHEN (NEW.rights_from <> OLD.rights_from) EXECUTE FUNCTION auth.date_rights();

CREATE TRIGGER users_keep_an_administrator
    AFTER UPDATE ON auth.users REFERENCING OLD TABLE AS former_users NEW TABLE AS changed_users
    FOR EACH STATEMENT EXECUTE FUNCTION auth.keep_an_administrator();

REVOKE ALL ON FUNCTION auth.add_teams_of_new_users(), auth.change_teams_of_users(), auth.date_rights(), auth.keep_an_administrator() FROM PUBLIC;
GRANT SELECT, INSERT, UPDATE ON auth.teams TO auth_rw;
GRANT SELECT ON auth.team_members TO auth_rw, crm_ro;
GRANT SELECT ON auth.teams TO crm_ro;
GRANT SELECT (teams, rights_from, rights_at) ON auth.users TO crm_ro;
-- Administrators read the audit; whoever writes it still does not.
GRANT SELECT ON auth.audit TO crm_ro;
