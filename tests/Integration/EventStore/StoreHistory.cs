using System.Collections.Concurrent;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Deals.Events;
using Crm.Actors.Grains.Deals;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.TestKit.EventStore;
using Shouldly;

namespace Crm.Actors.IntegrationTests.EventStore;

/// <summary>
/// One deal that several clients edit through several activations in two silos, some of them stale. Each client sends an edit again,
/// under the same key, until it is accepted.
/// </summary>
internal sealed class StoreHistory(Guid id, IReadOnlyList<IEventStore<DealState, DealEvent>> silos, KernelServices services, int seed)
{
    public const int Clients = 3;
    public const int EditsPerClient = 34;

    private readonly Activation?[] _activations = new Activation?[4];
    private readonly ConcurrentDictionary<string, long> _accepted = new(StringComparer.Ordinal);
    private int _sent;

    /// <summary>Commands sent, retries included.</summary>
    public int Sent => _sent;

    public async Task RunAsync()
    {
        var random = new Random(seed);
        var create = new CreateDeal(StoredDeals.Context($"{id}-create"), "created");
        await SendUntilAcceptedAsync(random, (writer, context) => writer.ExecuteAsync(context, create, (state, command, _) => DealRules.Create(id, state, command, DefaultPipeline.Unchanged)), create.Context);
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(client => EditAsync(new Random(seed * Clients + client), client)));
    }

    /// <summary>Versions have no gap, the events give the row, and each accepted edit is there once, at the version that was answered.</summary>
    public async Task CheckAsync(IEventStore<DealState, DealEvent> store)
    {
        var events = await store.ReadEventsAsync(id, 1, long.MaxValue);
        events.Select(static e => e.Version).ShouldBe(Enumerable.Range(1, events.Length).Select(static v => (long)v));
        var replayed = events.Aggregate((DealState?)null, DealState.Apply);
        replayed.Text().ShouldBe((await store.LoadAsync(id)).State.Text());
        events[1..].ToDictionary(static e => e.Data.ShouldBeOfType<DealUpdated>().Changes.ShouldHaveSingleItem().To.ToString(), static e => e.Version, StringComparer.Ordinal)
            .ShouldBe(_accepted.ToDictionary(static a => $"\"{a.Key}\"", static a => a.Value, StringComparer.Ordinal), ignoreOrder: true);
        _accepted.Count.ShouldBe(Clients * EditsPerClient);
    }

    private async Task EditAsync(Random random, int client)
    {
        for (var i = 0; i < EditsPerClient; i++)
        {
            var title = $"{client}-{i}";
            var context = StoredDeals.Context($"{id}-{title}");
            var patch = new PatchDeal(context) { Title = title };
            Task<CommandResult<DealView>> Send(AggregateWriter<DealState, DealEvent, DealView> writer, CommandContext _) =>
                writer.ExecuteAsync(context, patch, static (state, change, now) => PatchDealRule.Patch(state, change, DefaultPipeline.Unchanged, now));
            _accepted[title] = await SendUntilAcceptedAsync(random, Send, context);
            if (random.Next(10) == 0)
                (await SendUntilAcceptedAsync(random, Send, context)).ShouldBe(_accepted[title], "A retry was told of another version.");
        }
    }

    private async Task<long> SendUntilAcceptedAsync(
        Random random,
        Func<AggregateWriter<DealState, DealEvent, DealView>, CommandContext, Task<CommandResult<DealView>>> send,
        CommandContext context)
    {
        while (true)
        {
            Interlocked.Increment(ref _sent);
            var result = await Pick(random).RunAsync(writer => send(writer, context));
            if (result.Rejection is null)
                return result.Value!.Version;
            result.Rejection.Code.ShouldBeOneOf(RejectionCode.Unavailable, RejectionCode.Overloaded);
            await Task.Yield();
        }
    }

    /// <summary>Mostly the same activation; now and then another one that lives, or a new one beside it. A stale one finds out by a conflict.</summary>
    private Activation Pick(Random random)
    {
        var place = random.Next(10) == 0 ? random.Next(_activations.Length) : 0;
        lock (_activations)
        {
            if (_activations[place] is not { IsFenced: false } activation || random.Next(50) == 0)
                _activations[place] = activation = new Activation(id, silos[place % silos.Count], services);
            return activation;
        }
    }

    /// <summary>A writer on a scheduler of its own, as a grain has.</summary>
    private sealed class Activation
    {
        private readonly TaskScheduler _scheduler = new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler;
        private readonly AggregateWriter<DealState, DealEvent, DealView> _writer;

        public Activation(Guid id, IEventStore<DealState, DealEvent> store, KernelServices services) =>
            _writer = new AggregateWriter<DealState, DealEvent, DealView>(id, store, services, () => IsFenced = true);

        public bool IsFenced { get; private set; }

        public Task<CommandResult<DealView>> RunAsync(Func<AggregateWriter<DealState, DealEvent, DealView>, Task<CommandResult<DealView>>> send) =>
            Task.Factory.StartNew(() => send(_writer), CancellationToken.None, TaskCreationOptions.None, _scheduler).Unwrap();
    }
}
