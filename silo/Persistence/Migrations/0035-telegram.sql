-- Which Telegram chat is whose. It is personal data: here and nowhere else, never in the log.
ALTER TABLE auth.users
    ADD COLUMN telegram_chat_id   bigint      NULL,
    ADD COLUMN telegram_username  text        COLLATE "C" NULL,
    ADD COLUMN telegram_linked_at timestamptz NULL,
    ADD CONSTRAINT users_telegram_check CHECK (
        (telegram_chat_id IS NULL) = (telegram_linked_at IS NULL)
        AND (telegram_username IS NULL OR telegram_chat_id IS NOT NULL)
        AND octet_length(telegram_username) <= 32);

-- The same by chat, and what makes a chat one user's alone. The database keeps it in the commit that changes the user; nobody else can.
CREATE TABLE auth.telegram_links
(
    user_id   uuid        NOT NULL REFERENCES auth.users (id),
    chat_id   bigint      NOT NULL,
    username  text        COLLATE "C" NULL,
    linked_at timestamptz NOT NULL,
    CONSTRAINT telegram_links_pkey PRIMARY KEY (user_id),
    CONSTRAINT telegram_links_chat_key UNIQUE (chat_id)
);

CREATE FUNCTION auth.follow_telegram_of_users() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS
$function$
BEGIN
    DELETE FROM auth.telegram_links l USING changed_users n WHERE l.user_id = n.id AND l.chat_id IS DISTINCT FROM n.telegram_chat_id;
    INSERT INTO auth.telegram_links AS l (user_id, chat_id, username, linked_at)
    SELECT n.id, n.telegram_chat_id, n.telegram_username, n.telegram_linked_at FROM changed_users n WHERE n.telegram_chat_id IS NOT NULL
    ON CONFLICT (user_id) DO UPDATE SET username = EXCLUDED.username, linked_at = EXCLUDED.linked_at
    WHERE l.linked_at <> EXCLUDED.linked_at OR l.username IS DISTINCT FROM EXCLUDED.username;
    RETURN NULL;
END
$function$;

CREATE TRIGGER users_follow_telegram
    AFTER UPDATE ON auth.users REFERENCING NEW TABLE AS changed_users
    FOR EACH STATEMENT EXECUTE FUNCTION auth.follow_telegram_of_users();

REVOKE ALL ON FUNCTION auth.follow_telegram_of_users() FROM PUBLIC;
GRANT SELECT ON auth.telegram_links TO auth_rw, crm_ro;
