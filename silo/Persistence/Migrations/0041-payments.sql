-- Payments of deals, their entries, and the totals of deals.
CREATE TABLE crm.payments
(
    id               uuid           NOT NULL,
    version          bigint         NOT NULL,
    deal_id          uuid           NOT NULL,
    -- The deal that it was moved from last.
    previous_deal_id uuid           NULL,
    title            text           NOT NULL,
    currency         text           COLLATE "C" NOT NULL,
    planned_amount   numeric(20, 4) NOT NULL,
    planned_date     date           NULL,
    comment          text           NULL,
    -- The sums of the entries, reversals among them.
    received         numeric(20, 4) NOT NULL,
    spent            numeric(20, 4) NOT NULL,
    cancelled        boolean        NOT NULL,
    entries          bigint         NOT NULL,
    reversals        bigint         NOT NULL,
    -- Entries on their way to other payments.
    transfers        text           NOT NULL,
    created_at       timestamptz    NOT NULL,
    updated_at       timestamptz    NOT NULL,
    CONSTRAINT payments_pkey PRIMARY KEY (id),
    CONSTRAINT payments_version_check CHECK (version > 0),
    CONSTRAINT payments_amount_check CHECK (planned_amount >= 0 AND received >= 0 AND spent >= 0),
    CONSTRAINT payments_entries_check CHECK (reversals >= 0 AND entries >= 2 * reversals AND (NOT cancelled OR entries = 2 * reversals)),
    CONSTRAINT payments_length_check CHECK (
        octet_length(title) BETWEEN 1 AND 4096 AND octet_length(currency) = 3 AND octet_length(comment) <= 16384)
)
WITH (fillfactor = 85, autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_cost_limit = 2000);

CREATE INDEX payments_by_deal ON crm.payments (deal_id, created_at, id);
CREATE INDEX payments_with_transfers ON crm.payments (id) WHERE transfers <> '[]';
CREATE INDEX payments_by_previous_deal ON crm.payments (previous_deal_id) WHERE previous_deal_id IS NOT NULL;

-- What came in. The commit that writes the event writes the row, from the event; nothing changes or deletes one.
-- No foreign keys: the same statement writes the payment, and silo verify compares them.
CREATE TABLE crm.payment_incomes
(
    id         uuid           NOT NULL,
    payment_id uuid           NOT NULL,
    -- The payment's version that the entry made.
    version    bigint         NOT NULL,
    date       date           NOT NULL,
    amount     numeric(20, 4) NOT NULL,
    currency   text           COLLATE "C" NOT NULL,
    method     text           NULL,
    reference  text           NULL,
    comment    text           NULL,
    -- The income that this one takes back.
    reverses   uuid           NULL,
    actor_id   uuid           NOT NULL,
    created_at timestamptz    NOT NULL,
    CONSTRAINT payment_incomes_pkey PRIMARY KEY (id),
    CONSTRAINT payment_incomes_amount_check CHECK (CASE WHEN reverses IS NULL THEN amount > 0 ELSE amount < 0 END)
)
WITH (autovacuum_vacuum_insert_scale_factor = 0.1);

CREATE INDEX payment_incomes_by_payment ON crm.payment_incomes (payment_id, version);
CREATE UNIQUE INDEX payment_incomes_reversed_once ON crm.payment_incomes (reverses) WHERE reverses IS NOT NULL;

-- What went out; otherwise the same.
CREATE TABLE crm.payment_expenses
(
    id         uuid           NOT NULL,
    payment_id uuid           NOT NULL,
    version    bigint         NOT NULL,
    date       date           NOT NULL,
    amount     numeric(20, 4) NOT NULL,
    currency   text           COLLATE "C" NOT NULL,
    method     text           NULL,
    reference  text           NULL,
    comment    text           NULL,
    reverses   uuid           NULL,
    actor_id   uuid           NOT NULL,
    created_at timestamptz    NOT NULL,
    CONSTRAINT payment_expenses_pkey PRIMARY KEY (id),
    CONSTRAINT payment_expenses_amount_check CHECK (CASE WHEN reverses IS NULL THEN amount > 0 ELSE amount < 0 END)
)
WITH (autovacuum_vacuum_insert_scale_factor = 0.1);

CREATE INDEX payment_expenses_by_payment ON crm.payment_expenses (payment_id, version);
CREATE UNIQUE INDEX payment_expenses_reversed_once ON crm.payment_expenses (reverses) WHERE reverses IS NOT NULL;

-- The totals of deals. By partition of the payment, so that partitions do not wait for each other's rows; readers add them up.
CREATE TABLE crm.deal_totals
(
    deal_id   uuid           NOT NULL,
    currency  text           COLLATE "C" NOT NULL,
    partition smallint       NOT NULL,
    expected  numeric(30, 4) NOT NULL,
    received  numeric(30, 4) NOT NULL,
    spent     numeric(30, 4) NOT NULL,
    CONSTRAINT deal_totals_pkey PRIMARY KEY (deal_id, currency, partition)
)
WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_cost_limit = 2000);

-- The aggregate of another kind that an event is about, such as the deal of a payment: whoever follows that one from the log finds it.
ALTER TABLE events.log ADD COLUMN about_id uuid NULL;
CREATE INDEX log_about ON events.log (about_id, position) WHERE about_id IS NOT NULL;

-- Counts from the payments as they are, instead of from their past: for a repair.
CREATE FUNCTION crm.recount_deal_totals() RETURNS void
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS
$function$
BEGIN
    PERFORM FROM events.consumer_partitions WHERE consumer = 'deal-totals' ORDER BY partition FOR UPDATE;
    DELETE FROM events.parked_events WHERE consumer = 'deal-totals' AND skipped;
    DELETE FROM events.consumer_watermarks WHERE consumer = 'deal-totals';
    DELETE FROM crm.deal_totals;
    -- One statement, so one snapshot: the figures, the versions and the position belong together while payments go on changing.
    WITH progress AS (
        UPDATE events.consumer_progress p SET position = greatest(p.position, f.position)
        FROM events.feed f WHERE p.consumer = 'deal-totals' AND f.singleton
    ), watermarks AS (
        INSERT INTO events.consumer_watermarks (consumer, aggregate_id, version) SELECT 'deal-totals', id, version FROM crm.payments
    )
    INSERT INTO crm.deal_totals (deal_id, currency, partition, expected, received, spent)
    SELECT deal_id, currency, get_byte(uuid_send(id), 15) & 63,
           coalesce(sum(planned_amount) FILTER (WHERE NOT cancelled), 0), sum(received), sum(spent)
    FROM crm.payments GROUP BY 1, 2, 3;
END
$function$;

INSERT INTO events.consumer_partitions (consumer, partition) SELECT 'deal-totals', generate_series(0, 63);
-- There is no payment yet, so nothing of the log is missing.
INSERT INTO events.consumer_progress (consumer, position) SELECT 'deal-totals', position FROM events.feed;

GRANT SELECT, INSERT, UPDATE ON crm.payments, crm.deal_totals TO crm_rw;
GRANT INSERT ON crm.payment_incomes, crm.payment_expenses TO crm_rw;
GRANT SELECT ON crm.payments, crm.payment_incomes, crm.payment_expenses, crm.deal_totals, events.consumer_watermarks TO crm_ro;
GRANT SELECT (id, version) ON auth.api_key_rings TO crm_ro;
REVOKE ALL ON FUNCTION crm.recount_deal_totals() FROM PUBLIC;
