using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Deals.Events;
using Crm.Actors.Contracts.Payments;
using Crm.Actors.Contracts.Payments.Events;
using Crm.Actors.Contracts.Tasks;
using Crm.Actors.Contracts.Tasks.Events;
using Crm.Actors.Grains.Deals;
using Crm.Actors.Grains.Feed;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Grains.Payments;
using Crm.Actors.Grains.Tasks;
using Microsoft.Extensions.Logging;
using Orleans.Serialization;

namespace Crm.Actors.Silo.Hosting;

/// <summary>
/// What requests will ask of a silo it does once before it joins the others: the first of them would otherwise wait while code is compiled and connections
/// are opened, longer than a gateway waits for an answer. Writes nothing. What fails here is tried again by the first request.
/// </summary>
/// <param name="deals">Where deals are kept.</param>
/// <param name="payments">Where payments are kept.</param>
/// <param name="tasks">Where tasks are kept.</param>
/// <param name="feed">The log.</param>
/// <param name="serializer">Of all that silos and gateways send each other.</param>
/// <param name="kernel">Clock and ids.</param>
/// <param name="time">Measures how long it takes.</param>
/// <param name="logger">Hears of it.</param>
internal sealed partial class WarmUp(
    IEventStore<DealState, DealEvent> deals,
    IEventStore<PaymentState, PaymentEvent> payments,
    IEventStore<TaskState, TaskEvent> tasks,
    IFeedLog feed,
    Serializer serializer,
    KernelServices kernel,
    TimeProvider time,
    ILogger<WarmUp> logger) : ILifecycleParticipant<ISiloLifecycle>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe<WarmUp>(ServiceLifecycleStage.ApplicationServices, RunAsync);

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        try
        {
            await WarmAsync(cancellationToken).WaitAsync(Patience, time, cancellationToken);
            var taken = time.GetElapsedTime(started);
            LogWarm(taken.TotalMilliseconds);
        }
        catch (Exception problem) when (problem is StoreUnavailableException or FeedUnavailableException or TimeoutException)
        {
            LogCold(problem.Message);
        }
    }

    private async Task WarmAsync(CancellationToken cancellationToken)
    {
        var nobody = kernel.Ids.Next();
        var context = new CommandContext(new Caller(nobody, [], [], "en", null), "warm-up", nobody, null);
        var (deal, payment, task) = (new CreateDeal(context, "-"), new CreatePayment(context, nobody, "-", 1, "EUR"), new CreateTask(context, "-"));
        serializer.Deserialize<CreateDeal>(serializer.SerializeToArray(deal));
        serializer.Deserialize<CreatePayment>(serializer.SerializeToArray(payment));
        serializer.Deserialize<CreateTask>(serializer.SerializeToArray(task));
        await Task.WhenAll(
            deals.LoadAsync(nobody),
            payments.LoadAsync(nobody),
            tasks.LoadAsync(nobody),
            deals.FindKeysAsync([new CommandKey(nobody, "warm-up", nobody, nobody, 1)]),
            feed.ReadAsync(0, 1, TimeSpan.Zero, cancellationToken));
        var view = await CommitNothingAsync<DealState, DealEvent, DealView>(deals, nobody, DealRules.Create(nobody, null, deal, DefaultPipeline.Unchanged));
        await CommitNothingAsync<PaymentState, PaymentEvent, PaymentView>(payments, nobody, PaymentRules.Create(nobody, null, payment, view));
        await CommitNothingAsync<TaskState, TaskEvent, TaskView>(tasks, nobody, TaskRules.Create(nobody, null, task, view, kernel.Now()));
    }

    /// <summary>The second event of what has no first one: the statement runs, and no row is there for it to change.</summary>
    private async Task<TView> CommitNothingAsync<TState, TEvent, TView>(IEventStore<TState, TEvent> store, Guid nobody, Decision<TEvent> decision)
        where TState : class, IAggregateState<TState, TEvent, TView>
        where TEvent : class
        where TView : class
    {
        var second = new Recorded<TEvent>(nobody, 2, kernel.Now(), nobody, null, decision.Events[0]);
        var state = TState.Apply(null, second);
        serializer.Deserialize<CommandResult<TView>>(serializer.SerializeToArray(new CommandResult<TView>(state.View, 0, null)));
        await store.AppendAsync(new Append<TState, TEvent>(nobody, 1, state, [second], []));
        return state.View;
    }

    [LoggerMessage(EventId = 5011, Level = LogLevel.Information, Message = "Warm after {Milliseconds} ms")]
    private partial void LogWarm(double milliseconds);

    [LoggerMessage(EventId = 5012, Level = LogLevel.Warning, Message = "Joining cold, because the database does not answer: {Reason}")]
    private partial void LogCold(string reason);
}
