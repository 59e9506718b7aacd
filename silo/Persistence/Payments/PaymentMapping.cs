using Crm.Actors.Contracts.Payments;
using Crm.Actors.Contracts.Payments.Events;
using Crm.Actors.Grains.Deals;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Grains.Payments;
using Crm.Actors.Persistence.EventStore;
using Npgsql;
using NpgsqlTypes;

namespace Crm.Actors.Persistence.Payments;

/// <summary>Payments in <c>crm.payments</c>, and their entries in <c>crm.payment_incomes</c> and <c>crm.payment_expenses</c>.</summary>
public sealed class PaymentMapping : IAggregateMapping<PaymentState, PaymentEvent>
{
    /// <inheritdoc/>
    public string AggregateType => "payment";

    /// <inheritdoc/>
    public string Table => "crm.payments";

    /// <inheritdoc/>
    public IEventCodec<PaymentEvent> Codec { get; } = new PaymentEventCodec();

    /// <inheritdoc/>
    public IReadOnlyList<Column<PaymentState>> Columns { get; } =
    [
        new Column<PaymentState, Guid>("deal_id", "uuid", NpgsqlDbType.Uuid, static s => s.View.DealId),
        new Column<PaymentState, Guid?>("previous_deal_id", "uuid", NpgsqlDbType.Uuid, static s => s.PreviousDealId),
        new Column<PaymentState, string>("title", "text", NpgsqlDbType.Text, static s => s.View.Title),
        new Column<PaymentState, string>("currency", "text", NpgsqlDbType.Text, static s => s.View.Currency),
        new Column<PaymentState, decimal>("planned_amount", "numeric", NpgsqlDbType.Numeric, static s => s.View.PlannedAmount),
        new Column<PaymentState, DateOnly?>("planned_date", "date", NpgsqlDbType.Date, static s => s.View.PlannedDate),
        new Column<PaymentState, string?>("comment", "text", NpgsqlDbType.Text, static s => s.View.Comment),
        new Column<PaymentState, decimal>("received", "numeric", NpgsqlDbType.Numeric, static s => s.View.Received),
        new Column<PaymentState, decimal>("spent", "numeric", NpgsqlDbType.Numeric, static s => s.View.Spent),
        new Column<PaymentState, bool>("cancelled", "boolean", NpgsqlDbType.Boolean, static s => s.View.Cancelled),
        new Column<PaymentState, long>("entries", "bigint", NpgsqlDbType.Bigint, static s => s.Entries),
        new Column<PaymentState, long>("reversals", "bigint", NpgsqlDbType.Bigint, static s => s.Reversals),
        new Column<PaymentState, string>("transfers", "text", NpgsqlDbType.Text, static s => TransferJson.Of(s.Transfers)),
        new Column<PaymentState, DateTimeOffset>("created_at", "timestamptz", NpgsqlDbType.TimestampTz, static s => s.View.CreatedAt),
        new Column<PaymentState, DateTimeOffset>("updated_at", "timestamptz", NpgsqlDbType.TimestampTz, static s => s.View.UpdatedAt),
    ];

    /// <inheritdoc/>
    public IReadOnlyList<ChildTable<PaymentEvent>> Children { get; } =
    [
        Entries("crm.payment_incomes", static happened => happened is PaymentIncomeCreated or PaymentIncomeReversed),
        Entries("crm.payment_expenses", static happened => happened is PaymentExpenseCreated or PaymentExpenseReversed),
    ];

    /// <inheritdoc/>
    public Guid? AboutOf(PaymentEvent happened) => happened.Payment.DealId;

    /// <inheritdoc/>
    public long VersionOf(PaymentState state) => state.Version;

    /// <inheritdoc/>
    public PaymentState Read(NpgsqlDataReader row) =>
        new(ReadView(row), row.GetInt64(12), row.GetInt64(13))
        {
            PreviousDealId = row.IsDBNull(3) ? null : row.GetGuid(3),
            Transfers = TransferJson.Read(row.GetString(14)),
        };

    /// <summary>A payment from a row that has <c>id</c>, <c>version</c> and <see cref="Columns"/> in this order.</summary>
    internal static PaymentView ReadView(NpgsqlDataReader row)
    {
        var currency = row.GetString(5);
        return new PaymentView
        {
            Id = row.GetGuid(0),
            Version = row.GetInt64(1),
            DealId = row.GetGuid(2),
            Title = row.GetString(4),
            Currency = currency,
            PlannedAmount = Currencies.Scale(row.GetDecimal(6), currency)!.Value,
            PlannedDate = row.IsDBNull(7) ? null : row.GetFieldValue<DateOnly>(7),
            Comment = row.IsDBNull(8) ? null : row.GetString(8),
            Received = Currencies.Scale(row.GetDecimal(9), currency)!.Value,
            Spent = Currencies.Scale(row.GetDecimal(10), currency)!.Value,
            Cancelled = row.GetBoolean(11),
            CreatedAt = row.GetFieldValue<DateTimeOffset>(15),
            UpdatedAt = row.GetFieldValue<DateTimeOffset>(16),
        };
    }

    private static ChildTable<PaymentEvent> Entries(string table, Func<PaymentEvent, bool> wants) => new(table, "payment_id", wants,
    [
        new Column<Recorded<PaymentEvent>, Guid>("id", "uuid", NpgsqlDbType.Uuid, static e => Entry(e).Id),
        new Column<Recorded<PaymentEvent>, long>("version", "bigint", NpgsqlDbType.Bigint, static e => e.Version),
        new Column<Recorded<PaymentEvent>, DateOnly>("date", "date", NpgsqlDbType.Date, static e => Entry(e).Date),
        new Column<Recorded<PaymentEvent>, decimal>("amount", "numeric", NpgsqlDbType.Numeric, static e => Entry(e).Amount),
        new Column<Recorded<PaymentEvent>, string>("currency", "text", NpgsqlDbType.Text, static e => e.Data.Payment.Currency),
        new Column<Recorded<PaymentEvent>, string?>("method", "text", NpgsqlDbType.Text, static e => Entry(e).Method),
        new Column<Recorded<PaymentEvent>, string?>("reference", "text", NpgsqlDbType.Text, static e => Entry(e).Reference),
        new Column<Recorded<PaymentEvent>, string?>("comment", "text", NpgsqlDbType.Text, static e => Entry(e).Comment),
        new Column<Recorded<PaymentEvent>, Guid?>("reverses", "uuid", NpgsqlDbType.Uuid, static e => Entry(e).Reverses),
        new Column<Recorded<PaymentEvent>, Guid>("actor_id", "uuid", NpgsqlDbType.Uuid, static e => e.ActorId),
        new Column<Recorded<PaymentEvent>, DateTimeOffset>("created_at", "timestamptz", NpgsqlDbType.TimestampTz, static e => e.At),
    ]);

    private static BookedEntry Entry(Recorded<PaymentEvent> recorded) => ((PaymentEntryEvent)recorded.Data).Entry;
}
