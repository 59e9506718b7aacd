using System.Collections.Immutable;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Payments;
using Crm.Actors.Grains.Deals;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Grains.Payments;
using Crm.Actors.Persistence.EventStore;
using Crm.Actors.Persistence.Reading;
using Npgsql;
using NpgsqlTypes;

namespace Crm.Actors.Persistence.Payments;

/// <inheritdoc cref="IPaymentReads"/>
public sealed class PaymentReads(ReaderDatabase database) : IPaymentReads
{
    private const int MaxLimit = 200;

    private static Rejection WrongLimit => Rejections.Invalid("#/limit", $"Must be from 1 to {MaxLimit}.");

    /// <inheritdoc/>
    public async Task<CommandResult<PaymentPage>> ListAsync(Guid dealId, int limit, string? cursor)
    {
        if (limit is < 1 or > MaxLimit)
            return new(null, 0, WrongLimit);
        if (!PageCursor.TryRead(cursor, out var createdAt, out var id))
            return new(null, 0, PageCursor.Wrong);
        var found = await database.ReadAsync(
            PaymentSql.List,
            command =>
            {
                command.AddValue(NpgsqlDbType.Uuid, dealId);
                command.AddValue(NpgsqlDbType.TimestampTz, createdAt);
                command.AddValue(NpgsqlDbType.Uuid, id);
                command.AddValue(NpgsqlDbType.Integer, limit + 1);
            },
            static (row, cancellation) => row.AllAsync(PaymentMapping.ReadView, cancellation));
        var page = found.Length > limit ? found[..limit] : found;
        return new(new(page, found.Length > limit ? PageCursor.Of(page[^1].CreatedAt, page[^1].Id) : null), 0, null);
    }

    /// <inheritdoc/>
    public async Task<CommandResult<PaymentEntryPage>> ListEntriesAsync(Guid paymentId, PaymentEntryKind kind, int limit, string? cursor)
    {
        if (limit is < 1 or > MaxLimit)
            return new(null, 0, WrongLimit);
        var after = 0L;
        if (cursor is not null && !PageCursor.TryReadNumber(cursor, out after))
            return new(null, 0, PageCursor.Wrong);
        var found = await database.ReadAsync(
            kind == PaymentEntryKind.Income ? PaymentSql.ListIncomes : PaymentSql.ListExpenses,
            command =>
            {
                command.AddValue(NpgsqlDbType.Uuid, paymentId);
                command.AddValue(NpgsqlDbType.Bigint, after);
                command.AddValue(NpgsqlDbType.Integer, limit + 1);
            },
            (row, cancellation) => row.AllAsync(entry => ReadEntry(entry, kind), cancellation));
        var page = found.Length > limit ? found[..limit] : found;
        return new(new(page, found.Length > limit ? PageCursor.Of(page[^1].Version) : null), 0, null);
    }

    /// <inheritdoc/>
    public Task<PaymentEntry?> FindEntryAsync(Guid paymentId, PaymentEntryKind kind, Guid entryId) => database.ReadAsync(
        kind == PaymentEntryKind.Income ? PaymentSql.FindIncome : PaymentSql.FindExpense,
        command =>
        {
            command.AddValue(NpgsqlDbType.Uuid, paymentId);
            command.AddValue(NpgsqlDbType.Uuid, entryId);
        },
        async (row, cancellation) => await row.ReadAsync(cancellation) ? ReadEntry(row, kind) : null);

    /// <inheritdoc/>
    public Task<DealBalance> BalanceAsync(Guid dealId, bool verify) => database.ReadAsync(
        verify ? PaymentSql.Verification : PaymentSql.Totals,
        command =>
        {
            command.AddValue(NpgsqlDbType.Uuid, dealId);
            command.AddValue(NpgsqlDbType.Text, DealTotalsConsumer.ConsumerName);
        },
        (row, cancellation) => ReadBalanceAsync(row, dealId, verify, cancellation));

    private static async Task<DealBalance> ReadBalanceAsync(NpgsqlDataReader row, Guid dealId, bool verify, CancellationToken cancellation)
    {
        var (position, pending) = (0L, 0L);
        var (totals, again) = (new List<DealTotal>(), new List<DealTotal>());
        while (await row.ReadAsync(cancellation))
        {
            pending = row.GetInt64(2);
            // With nothing pending the totals are those of the snapshot; otherwise they have at least what every consumer of them has.
            position = pending == 0 ? row.GetInt64(0) : row.GetInt64(1);
            if (row.IsDBNull(3))
                continue;
            totals.Add(ReadTotal(row, 4));
            if (verify)
                again.Add(ReadTotal(row, 7));
        }

        var kept = Shown(totals);
        return new(dealId, position, pending, kept, verify ? new(totals.SequenceEqual(again), Shown(again)) : null);
    }

    private static ImmutableArray<DealTotal> Shown(List<DealTotal> totals) =>
        [.. totals.Where(static t => (t.Expected, t.Received, t.Spent) != (0, 0, 0)).OrderBy(static t => t.Currency, StringComparer.Ordinal)];

    private static DealTotal ReadTotal(NpgsqlDataReader row, int first)
    {
        var currency = row.GetString(3);
        return new(currency, Amount(row, first, currency), Amount(row, first + 1, currency), Amount(row, first + 2, currency));
    }

    private static PaymentEntry ReadEntry(NpgsqlDataReader row, PaymentEntryKind kind)
    {
        var currency = row.GetString(5);
        return new PaymentEntry
        {
            Id = row.GetGuid(0),
            PaymentId = row.GetGuid(1),
            Kind = kind,
            Version = row.GetInt64(2),
            Date = row.GetFieldValue<DateOnly>(3),
            Amount = Amount(row, 4, currency),
            Currency = currency,
            Method = Text(row, 6),
            Reference = Text(row, 7),
            Comment = Text(row, 8),
            Reverses = Id(row, 9),
            ReversedBy = Id(row, 10),
            ActorId = row.GetGuid(11),
            CreatedAt = row.GetFieldValue<DateTimeOffset>(12),
        };
    }

    private static decimal Amount(NpgsqlDataReader row, int at, string currency) => Currencies.Scale(row.GetDecimal(at), currency)!.Value;

    private static string? Text(NpgsqlDataReader row, int at) => row.IsDBNull(at) ? null : row.GetString(at);

    private static Guid? Id(NpgsqlDataReader row, int at) => row.IsDBNull(at) ? null : row.GetGuid(at);
}
