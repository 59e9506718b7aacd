using System.Collections.Immutable;
using Crm.Actors.Contracts;
using Crm.Actors.Grains.Kernel;

namespace Crm.Actors.UnitTests.Kernel.Model;

/// <summary>A small aggregate with every kind of decision: one event, several, none, a refusal that rests on state, a defect.</summary>
/// <param name="Version">Number of events.</param>
/// <param name="Total">Sum of all entries.</param>
/// <param name="Entries">What was entered, in order.</param>
internal sealed record Ledger(long Version, int Total, ImmutableList<string> Entries) : IAggregateState<Ledger, LedgerEvent, LedgerView>
{
    public const int Limit = 60;

    /// <summary>An amount that the rule accepts and the database refuses.</summary>
    public const int Poison = 7;

    /// <summary>An amount that the rule throws over.</summary>
    public const int Defect = 13;

    public LedgerView View => new(Version, Total, string.Join(',', Entries));

    public static Ledger Apply(Ledger? state, Recorded<LedgerEvent> recorded)
    {
        var before = state ?? new Ledger(0, 0, []);
        if (recorded.Version != before.Version + 1)
            throw new InvalidOperationException($"Version {recorded.Version} cannot follow {before.Version}.");
        return new Ledger(recorded.Version, before.Total + recorded.Data.Amount, before.Entries.Add(recorded.Data.Token));
    }

    /// <summary>Enters an amount in one or more parts, within the limit; zero changes nothing.</summary>
    public static Decision<LedgerEvent> Enter(Ledger? state, Entry entry, DateTimeOffset now)
    {
        if (entry.Amount == Defect)
            throw new InvalidOperationException("A defect of the rule.");
        if (entry.Amount == 0 && state is not null)
            return Decision<LedgerEvent>.Nothing;
        var total = (state?.Total ?? 0) + entry.Amount;
        if (entry.Amount == 0 || total is > Limit or < 0)
            return new Rejection(RejectionCode.NotAllowedNow, "Over the limit.") { CurrentVersion = state?.Version ?? 0 };
        return Decision<LedgerEvent>.Accept(
            [.. Enumerable.Range(0, entry.Parts).Select(part => new LedgerEvent($"{entry.Token}/{part}", part == 0 ? entry.Amount : 0))]);
    }
}

internal sealed record LedgerEvent(string Token, int Amount);

internal sealed record LedgerView(long Version, int Total, string Entries);

/// <summary>A command.</summary>
/// <param name="Token">Names the command; its events carry it.</param>
/// <param name="Amount">What to add.</param>
/// <param name="Parts">How many events it takes.</param>
internal sealed record Entry(string Token, int Amount, int Parts);
