using System.Collections.Immutable;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.TestKit.EventStore;

namespace Crm.Actors.UnitTests.Kernel.Model;

/// <summary>One activation's way to the shared store: every call is delayed, and some fail in one of the ways that a database can.</summary>
internal sealed class FaultyStore(
    InMemoryEventStore<Ledger, LedgerEvent, LedgerView> database, List<StoreCall> calls, Random random, int activation, Func<bool> faults)
    : IEventStore<Ledger, LedgerEvent>
{
    public Task<AppendResult> AppendAsync(Append<Ledger, LedgerEvent> append) => AppendGrowingAsync(new GrowingAppend<Ledger, LedgerEvent>(append));

    /// <summary>It grows until it takes effect, which is as late as a store can take it up.</summary>
    public Task<AppendResult> AppendGrowingAsync(GrowingAppend<Ledger, LedgerEvent> append)
    {
        AppendResult Apply()
        {
            var taken = append.Close();
            return taken.Events.Any(static e => e.Data.Amount == Ledger.Poison) ? new AppendResult(AppendStatus.Refused) : database.Apply(taken);
        }

        return faults() ? AppendWithFault(append, Apply) : Start<AppendResult>(Apply, null, false, false);
    }

    public Task<Stored<Ledger>> LoadAsync(Guid id) => Read(() => database.Load(id));

    public Task<ImmutableArray<CommandKey>> FindKeysAsync(ImmutableArray<CommandKey> keys) => Read(() => database.FindKeys(keys));

    public async Task ReadEventsAsync(Guid id, long fromVersion, long toVersion, Func<Recorded<LedgerEvent>, bool> next) =>
        _ = (await Read(() => database.ReadEvents(id, fromVersion, toVersion))).All(next);

    private Task<AppendResult> AppendWithFault(GrowingAppend<Ledger, LedgerEvent> append, Func<AppendResult> apply)
    {
        static Func<AppendResult> Say(AppendStatus status) => () => new AppendResult(status);
        static AppendResult Throw() => throw new IOException("The connection is gone.");
        return random.Next(10) switch
        {
            0 => Start(apply, Say(AppendStatus.Unavailable), false, false),
            1 => Start(apply, Say(AppendStatus.Unavailable), true, random.Next(2) == 0),
            2 => Start(null, Say(AppendStatus.Unavailable), false, false),
            3 => Start(apply, Throw, random.Next(2) == 0, false),
            4 => Start(null, Say(AppendStatus.Conflict), false, false),
            5 => Start(null, Say(AppendStatus.KeyTaken), false, false),
            6 => Start(() => Refuse(append, apply), null, false, false),
            7 => Start(null, Say(AppendStatus.Overloaded), false, false),
            _ => Start(apply, null, false, true),
        };
    }

    /// <summary>A data error, unless a key is taken: no database refuses what it accepted before.</summary>
    private AppendResult Refuse(GrowingAppend<Ledger, LedgerEvent> append, Func<AppendResult> apply) =>
        database.FindKeys(append.Close().Keys).IsEmpty ? new AppendResult(AppendStatus.Refused) : apply();

    private Task<T> Read<T>(Func<T> read)
    {
        if (!faults())
            return Start(read, null, false, false);
        return random.Next(8) == 0
            ? Start(read, static () => throw new InvalidDataException("A row cannot be read."), false, false)
            : Start(read, static () => throw new StoreUnavailableException(), false, random.Next(3) == 0);
    }

    private Task<T> Start<T>(Func<T>? effect, Func<T>? fault, bool answersFirst, bool isHeld)
    {
        var call = new StoreCall<T>(effect, fault, answersFirst) { Activation = activation, IsHeld = isHeld };
        calls.Add(call);
        return call.Task;
    }
}
