using System.IO.Hashing;
using System.Runtime.InteropServices;
using Crm.Actors.Contracts.Payments.Events;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Grains.Payments;
using Npgsql;

namespace Crm.Actors.Persistence.Verifying;

/// <summary>
/// Rows of payments' entries: each payment has those that its events give, and no others. However many there are, of each payment only one sum
/// is kept, modulo 2^128: of the hashes of what its events give, less those of its rows. Unless nothing is left of it, the database compares
/// the payment's events and rows one by one.
/// </summary>
/// <param name="kind">The part of the types of events that says which entries they are.</param>
/// <param name="table">The table of their rows.</param>
/// <param name="wants">Whether an event gives such an entry.</param>
/// <param name="found">Takes differences.</param>
internal sealed class EntriesReplay(string kind, string table, Func<PaymentEvent, bool> wants, Action<Difference> found)
{
    /// <summary>A hash is of all but the first, in the order of <see cref="HashOf"/>; amounts are texts, as one that is no number may be forged.</summary>
    private const string Columns = "payment_id, id, version, created_at, actor_id, reverses, date, amount::text, currency, method, reference, comment";

    private const string Savepoint = "entries";

    private readonly Dictionary<Guid, UInt128> _left = [];
    private readonly List<(Guid Payment, bool IsBroken)> _suspects = [];
    private readonly BinaryFields _fields = new();

    /// <summary>Those of every kind of entry.</summary>
    public static EntriesReplay[] OfAllKinds(Action<Difference> found) =>
    [
        new("income", "crm.payment_incomes", static happened => happened is PaymentIncomeCreated or PaymentIncomeReversed, found),
        new("expense", "crm.payment_expenses", static happened => happened is PaymentExpenseCreated or PaymentExpenseReversed, found),
    ];

    /// <param name="state">A state of a payment.</param>
    /// <param name="recorded">The event that made it.</param>
    public void Take(PaymentState state, Recorded<PaymentEvent> recorded)
    {
        if (recorded.Data is PaymentEntryEvent booked && wants(booked))
            LeftOf(state.View.Id) += HashOf(recorded, booked.Entry);
    }

    /// <summary>After the last event of a share: compares with the rows of the share.</summary>
    /// <param name="connection">As the login itself.</param>
    /// <param name="share">The share.</param>
    /// <param name="broken">Payments whose events could not all be replayed: what these give is not known here.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task CompareAsync(NpgsqlConnection connection, Share share, IReadOnlySet<Guid> broken, CancellationToken cancellation)
    {
        await using var rows = await BinaryRows.OpenAsync(connection, $"SELECT {Columns} FROM {table} WHERE {share.Of("payment_id")}", cancellation);
        while (await rows.ReadAsync(cancellation))
        {
            var payment = rows.ReadGuid();
            LeftOf(payment) -= XxHash128.HashToUInt128(rows.Rest);
        }

        foreach (var (payment, left) in _left)
        {
            if (left != UInt128.Zero && !broken.Contains(payment))
                Suspect(payment, isBroken: false);
        }

        foreach (var payment in broken)
            Suspect(payment, isBroken: true);
        _left.Clear();
    }

    /// <summary>After the last share, as an entry's row may be with a payment of another one: says what is wrong with which entries.</summary>
    public async Task ExplainAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        if (_suspects.Count == 0)
            return;
        // There may be more suspects than differences are said, and then it does not matter of which.
        var suspects = _suspects.Count > TableCheck.Most ? null : _suspects.ConvertAll(static suspect => suspect.Payment);
        var (differences, refusal) = await AskAsync(connection, suspects, cancellation);
        if (refusal is null)
        {
            Say(differences, _suspects);
            return;
        }

        // One event that the database cannot read is enough for that: each payment alone, so that nothing is kept back of the others.
        var count = 0;
        foreach (var suspect in _suspects)
        {
            (differences, refusal) = await AskAsync(connection, [suspect.Payment], cancellation);
            if (refusal is null)
                Say(differences, [suspect]);
            else
                found(new Difference(table, suspect.Payment, null, null, $"its entries cannot be compared: {refusal}"));
            count += differences.Count;
            if (count >= TableCheck.Most)
                return;
        }
    }

    /// <returns>The differences of payments' entries, or why the database cannot tell them: what an event has is no date, no amount or the like.</returns>
    private async Task<(List<Difference> Differences, string? Refusal)> AskAsync(
        NpgsqlConnection connection, IReadOnlyCollection<Guid>? payments, CancellationToken cancellation)
    {
        var differences = new List<Difference>();
        string? refusal = null;
        await connection.ExecuteAsync($"SAVEPOINT {Savepoint}", cancellation);
        try
        {
            await TableCheck.OfEntries(kind, table, payments).RunAsync(connection, differences.Add, cancellation);
        }
        catch (PostgresException refused) when (refused.SqlState is ['2', '2', ..])
        {
            await connection.ExecuteAsync($"ROLLBACK TO SAVEPOINT {Savepoint}", cancellation);
            differences.Clear();
            refusal = refused.MessageText;
        }

        await connection.ExecuteAsync($"RELEASE SAVEPOINT {Savepoint}", cancellation);
        return (differences, refusal);
    }

    private void Say(List<Difference> differences, List<(Guid Payment, bool IsBroken)> suspects)
    {
        differences.ForEach(found);
        if (differences.Count == TableCheck.Most)
            return;
        var named = differences.Select(static difference => difference.Id).ToHashSet();
        foreach (var (payment, isBroken) in suspects)
        {
            if (!isBroken && !named.Contains(payment))
                found(new Difference(table, payment, null, null, "has other entries than the events give"));
        }
    }

    private void Suspect(Guid payment, bool isBroken)
    {
        if (_suspects.Count <= TableCheck.Most)
            _suspects.Add((payment, isBroken));
    }

    private ref UInt128 LeftOf(Guid payment) => ref CollectionsMarshal.GetValueRefOrAddDefault(_left, payment, out _);

    private UInt128 HashOf(Recorded<PaymentEvent> recorded, BookedEntry entry)
    {
        _fields.Clear();
        _fields.Add(entry.Id);
        _fields.Add(recorded.Version);
        _fields.Add(recorded.At);
        _fields.Add(recorded.ActorId);
        _fields.Add(entry.Reverses);
        _fields.Add(entry.Date);
        _fields.AddAmount(entry.Amount);
        _fields.Add(recorded.Data.Payment.Currency);
        _fields.Add(entry.Method);
        _fields.Add(entry.Reference);
        _fields.Add(entry.Comment);
        return XxHash128.HashToUInt128(_fields.Written);
    }
}
