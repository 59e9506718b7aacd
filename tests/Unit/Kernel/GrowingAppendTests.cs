using System.Collections.Immutable;
using Crm.Actors.Contracts;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.TestKit.EventStore;
using Crm.Actors.UnitTests.Kernel.Model;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Kernel;

/// <summary>What goes into one commit: all that is decided before the store takes the append up.</summary>
public sealed class GrowingAppendTests
{
    private const int Most = 4;
    private static readonly Guid Aggregate = new("0190a000-0000-7000-8000-00000000000a");
    private static readonly Caller Caller = new(new Guid("0190a000-0000-7000-8000-0000000000b1"), [], [], "en", null);

    private readonly FifoScheduler _scheduler = new();
    private readonly WaitingStore _store = new();
    private readonly AggregateWriter<Ledger, LedgerEvent, LedgerView> _writer;

    public GrowingAppendTests()
    {
        var clock = new FakeTimeProvider();
        var services = new KernelServices(clock, new UuidV7Source(clock), new KernelOptions { MaxBatchCommands = Most });
        _writer = new(Aggregate, _store, services, static () => throw new InvalidOperationException("Nothing is stale here."));
    }

    [Fact]
    public async Task ExecuteAsync_UntilTheAppendIsTakenUp_GoesAlong_ThenIntoTheNext()
    {
        var (first, second) = (Enter("a", 1), Enter("b", 2));
        Run();
        var third = Enter("c", 3);
        Run();
        var taken = _store.Waiting.ShouldHaveSingleItem().Append.Close();
        taken.Events.Select(static e => e.Data.Token).ShouldBe(["a/0", "b/0", "c/0"]);
        taken.Keys.Select(static k => (k.Key, k.Version)).ShouldBe([("a", 1L), ("b", 2L), ("c", 3L)]);

        var late = Enter("d", 4);
        Run();
        _store.Waiting.Count.ShouldBe(1);
        _store.Commit();
        Run();
        (await first()).Value!.Total.ShouldBe(1);
        (await second()).Value!.Total.ShouldBe(3);
        (await third()).Value!.Total.ShouldBe(6);
        late().IsCompleted.ShouldBeFalse();

        _store.Commit();
        Run();
        var last = await late();
        (last.Value!.Total, last.Value.Version, last.Position).ShouldBe((10, 4L, 4L));
    }

    [Fact]
    public async Task ExecuteAsync_ARefusalGoesAlong_IsAnsweredWhenWhatItRestsOnIsDurable()
    {
        Enter("a", Ledger.Limit);
        Run();
        var refused = Enter("b", 1);
        Run();
        _store.Waiting.ShouldHaveSingleItem().Append.Close().Events.Length.ShouldBe(1);
        refused().IsCompleted.ShouldBeFalse();
        _store.Commit();
        Run();
        var rejection = (await refused()).Rejection!;
        rejection.Code.ShouldBe(RejectionCode.NotAllowedNow);
        rejection.CurrentVersion.ShouldBe(1);
    }

    [Fact]
    public void ExecuteAsync_TheBatchIsFull_GoesIntoTheNext()
    {
        for (var i = 0; i < Most + 2; i++)
            Enter($"{i}", 1);
        Run();
        _store.Waiting.ShouldHaveSingleItem().Append.Close().Events.Length.ShouldBe(Most);
        _store.Commit();
        Run();
        _store.Waiting.ShouldHaveSingleItem().Append.Close().Events.Length.ShouldBe(2);
    }

    [Fact]
    public async Task ExecuteAsync_WhatWentAlongIsRefused_IsFoundOneByOne()
    {
        var (good, bad, other) = (Enter("a", 1), Enter("b", Ledger.Poison), Enter("c", 3));
        Run();
        while (_store.Waiting.Count > 0)
        {
            _store.Commit();
            Run();
        }

        (await good()).Value!.Total.ShouldBe(1);
        (await bad()).Rejection!.Code.ShouldBe(RejectionCode.Invalid);
        (await other()).Value!.Total.ShouldBe(4);
    }

    private Func<Task<CommandResult<LedgerView>>> Enter(string token, int amount)
    {
        Task<CommandResult<LedgerView>>? result = null;
        var context = new CommandContext(Caller, token, default, null);
        _scheduler.Post(() => result = _writer.ExecuteAsync(context, new Entry(token, amount, 1), Ledger.Enter));
        return () => result!;
    }

    private void Run()
    {
        var former = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            while (!_scheduler.IsIdle)
                _scheduler.RunOne();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(former);
        }
    }

    /// <summary>Takes an append up when told to.</summary>
    private sealed class WaitingStore : IEventStore<Ledger, LedgerEvent>
    {
        private readonly InMemoryEventStore<Ledger, LedgerEvent, LedgerView> _database = new();

        public List<(GrowingAppend<Ledger, LedgerEvent> Append, TaskCompletionSource<AppendResult> Done)> Waiting { get; } = [];

        public void Commit()
        {
            var (append, done) = Waiting[0];
            Waiting.RemoveAt(0);
            var taken = append.Close();
            done.SetResult(taken.Events.Any(static e => e.Data.Amount == Ledger.Poison) ? new AppendResult(AppendStatus.Refused) : _database.Apply(taken));
        }

        public Task<AppendResult> AppendAsync(Append<Ledger, LedgerEvent> append) => AppendGrowingAsync(new GrowingAppend<Ledger, LedgerEvent>(append));

        public Task<AppendResult> AppendGrowingAsync(GrowingAppend<Ledger, LedgerEvent> append)
        {
            var done = new TaskCompletionSource<AppendResult>();
            Waiting.Add((append, done));
            return done.Task;
        }

        public Task<Stored<Ledger>> LoadAsync(Guid id) => Task.FromResult(_database.Load(id));

        public Task<ImmutableArray<CommandKey>> FindKeysAsync(ImmutableArray<CommandKey> keys) => Task.FromResult(_database.FindKeys(keys));

        public Task ReadEventsAsync(Guid id, long fromVersion, long toVersion, Func<Recorded<LedgerEvent>, bool> next) =>
            Task.FromResult(_database.ReadEvents(id, fromVersion, toVersion).All(next));
    }
}
