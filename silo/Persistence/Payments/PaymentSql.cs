namespace Crm.Actors.Persistence.Payments;

/// <summary>The statements that read payments, entries and totals.</summary>
internal static class PaymentSql
{
    public const string List = """
        SELECT id, version, deal_id, previous_deal_id, title, currency, planned_amount, planned_date, comment, received, spent, cancelled, entries, reversals,
               transfers, created_at, updated_at
        FROM crm.payments WHERE deal_id = $1 AND (created_at, id) > ($2, $3) ORDER BY created_at, id LIMIT $4
        """;

    public const string ListIncomes = $"{Incomes} AND e.version > $2 ORDER BY e.version LIMIT $3";
    public const string ListExpenses = $"{Expenses} AND e.version > $2 ORDER BY e.version LIMIT $3";
    public const string FindIncome = $"{Incomes} AND e.id = $2";
    public const string FindExpense = $"{Expenses} AND e.id = $2";

    /// <summary>What is kept, how far it has got, and how many events of the deal's payments it does not have yet; one row at least.</summary>
    public const string Totals = $"""
        WITH mine AS MATERIALIZED (
            {Mine}
        )
        SELECT f.position, p.position, (SELECT coalesce(sum(m.version - m.applied), 0)::bigint FROM mine m), t.currency, t.expected, t.received, t.spent
        FROM events.feed f
        CROSS JOIN events.consumer_progress p
        LEFT JOIN ({Kept}) t ON true
        WHERE f.singleton AND p.consumer = $2
        """;

    /// <summary>
    /// <see cref="Totals"/>, and beside them what follows from each payment as it stood at the version that the totals have of it: its event
    /// says where it was and what was planned, the entries up to it what came in and went out.
    /// </summary>
    public const string Verification = $"""
        WITH mine AS MATERIALIZED (
            {Mine}
        ), applied AS MATERIALIZED (
            SELECT m.id, m.applied, l.data -> 'payment' AS payment
            FROM mine m
            CROSS JOIN LATERAL (
                SELECT type, data FROM events.log WHERE aggregate_id = m.id AND version = m.applied OFFSET 0) l
            WHERE l.type <> 'deal.payment.moved.out' AND (l.data ->> 'dealId')::uuid = $1
        ), recomputed AS (
            SELECT currency, sum(expected) AS expected, sum(received) AS received, sum(spent) AS spent
            FROM (
                SELECT payment ->> 'currency' AS currency,
                       CASE WHEN (payment ->> 'cancelled')::boolean THEN 0 ELSE (payment ->> 'plannedAmount')::numeric END AS expected,
                       0::numeric AS received, 0::numeric AS spent
                FROM applied
                UNION ALL
                SELECT e.currency, 0, e.amount, 0 FROM applied a JOIN crm.payment_incomes e ON e.payment_id = a.id AND e.version <= a.applied
                UNION ALL
                SELECT e.currency, 0, 0, e.amount FROM applied a JOIN crm.payment_expenses e ON e.payment_id = a.id AND e.version <= a.applied) parts
            GROUP BY currency
        ), totals AS (
            SELECT currency, t.expected, t.received, t.spent, r.expected AS expected_again, r.received AS received_again, r.spent AS spent_again
            FROM ({Kept}) t FULL JOIN recomputed r USING (currency)
        )
        SELECT f.position, p.position, (SELECT coalesce(sum(m.version - m.applied), 0)::bigint FROM mine m), t.currency,
               coalesce(t.expected, 0), coalesce(t.received, 0), coalesce(t.spent, 0),
               coalesce(t.expected_again, 0), coalesce(t.received_again, 0), coalesce(t.spent_again, 0)
        FROM events.feed f
        CROSS JOIN events.consumer_progress p
        LEFT JOIN totals t ON true
        WHERE f.singleton AND p.consumer = $2
        """;

    private const string Incomes = """
        SELECT e.id, e.payment_id, e.version, e.date, e.amount, e.currency, e.method, e.reference, e.comment, e.reverses, r.id, e.actor_id, e.created_at
        FROM crm.payment_incomes e LEFT JOIN crm.payment_incomes r ON r.reverses = e.id
        WHERE e.payment_id = $1
        """;

    private const string Expenses = """
        SELECT e.id, e.payment_id, e.version, e.date, e.amount, e.currency, e.method, e.reference, e.comment, e.reverses, r.id, e.actor_id, e.created_at
        FROM crm.payment_expenses e LEFT JOIN crm.payment_expenses r ON r.reverses = e.id
        WHERE e.payment_id = $1
        """;

    /// <summary>The payments that are in the deal, or that the totals may still have in it, each with the version that the totals have of it.</summary>
    private const string Mine = """
        SELECT p.id, p.version, coalesce(w.version, 0) AS applied
            FROM crm.payments p
            LEFT JOIN LATERAL (
                SELECT version FROM events.consumer_watermarks WHERE consumer = $2 AND aggregate_id = p.id LIMIT 1) w ON true
            WHERE p.deal_id = $1 OR p.previous_deal_id = $1
        """;

    private const string Kept = """
        SELECT currency, sum(expected) AS expected, sum(received) AS received, sum(spent) AS spent
            FROM crm.deal_totals WHERE deal_id = $1 GROUP BY currency
        """;
}
