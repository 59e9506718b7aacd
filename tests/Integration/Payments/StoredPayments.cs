using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Payments;
using Crm.Actors.Contracts.Payments.Events;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Grains.Payments;
using Crm.Actors.IntegrationTests.EventStore;
using Crm.Actors.Persistence.Consumers;
using Crm.Actors.Persistence.DeadLetters;
using Crm.Actors.Persistence.EventStore;
using Crm.Actors.Persistence.Faults;
using Crm.Actors.Persistence.Payments;
using Crm.Actors.Persistence.Reading;
using Crm.Actors.TestKit.Postgres;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Crm.Actors.IntegrationTests.Payments;

/// <summary>Payments of a new database, and the consumer that keeps the totals of their deals, without a silo.</summary>
internal sealed class StoredPayments : IAsyncDisposable
{
    private readonly PostgresStores _stores;
    private readonly WriterDatabase _writer;
    private readonly ConsumerDatabase _consumers;
    private readonly ReaderDatabase _reader;
    private readonly PostgresEventStore<PaymentState, PaymentEvent> _store;
    private readonly KernelServices _services = new(TimeProvider.System, new UuidV7Source(TimeProvider.System), new KernelOptions());
    private readonly ConsumerReconciler<DealTotalDelta> _reconciler;

    private StoredPayments(PostgresStores stores)
    {
        _stores = stores;
        _writer = new WriterDatabase(new NpgsqlConnectionStringBuilder(stores.Database.WriterConnectionString));
        _consumers = new ConsumerDatabase(new NpgsqlConnectionStringBuilder(stores.Database.WriterConnectionString));
        _reader = new ReaderDatabase(stores.Database.ReaderConnectionString, TimeProvider.System);
        _store = new PostgresEventStore<PaymentState, PaymentEvent>(
            _writer, new PaymentMapping(), new EventStoreOptions { Deadline = TimeSpan.FromSeconds(10) }, TimeProvider.System, NullLogger<PostgresEventStore<PaymentState, PaymentEvent>>.Instance);
        Reads = new PaymentReads(_reader);
        var (consumer, options) = (new DealTotalsConsumer(), new ConsumerOptions { Pace = TimeSpan.Zero, Grace = TimeSpan.Zero });
        var rounds = new ConsumerRounds<DealTotalDelta>(
            _consumers, consumer, new DealTotalsWriter(), new ParkedDeadLetters(_consumers), FaultPoints.None, TimeProvider.System, NullLogger<ConsumerRounds<DealTotalDelta>>.Instance);
        _reconciler = new(_consumers, consumer, new ConsumerStore<DealTotalDelta>(rounds, consumer, options, TimeProvider.System), options);
    }

    public TestDatabase Database => _stores.Database;

    public PaymentReads Reads { get; }

    public static async Task<StoredPayments> CreateAsync(PostgresServer server) => new(await PostgresStores.CreateAsync(server));

    /// <summary>A new deal, as its owner sees it.</summary>
    public async Task<DealView> DealAsync()
    {
        var append = StoredDeals.Creation(StoredDeals.NewId());
        await _stores.Store.AppendAsync(append);
        return append.State.View;
    }

    public Task<CommandResult<PaymentView>> CreateAsync(DealView deal, decimal planned, string currency = "EUR")
    {
        var id = StoredDeals.NewId();
        return ExecuteAsync(
            id, new CreatePayment(StoredDeals.Context(), deal.Id, "A payment", planned, currency), (state, command, _) => PaymentRules.Create(id, state, command, deal));
    }

    public async Task<Guid> BookAsync(Guid payment, DealView deal, PaymentEntryKind kind, decimal amount)
    {
        var book = new BookPaymentEntry(StoredDeals.Context(), StoredDeals.NewId(), kind, new DateOnly(2026, 3, 1), amount) { Method = "cash", Reference = "R-1", Comment = "größer" };
        var result = await ExecuteAsync(payment, book, (state, command, _) => PaymentRules.Book(state, command, deal));
        return result.Rejection is null ? book.EntryId : throw new InvalidOperationException(result.Rejection.Detail);
    }

    public async Task<CommandResult<PaymentView>> ReverseAsync(Guid payment, DealView deal, PaymentEntryKind kind, Guid entry)
    {
        var reverse = new ReversePaymentEntry(StoredDeals.Context(), StoredDeals.NewId(), kind, entry);
        return await ActAsync(payment, async writer =>
        {
            // As the grain: first the payment's row, then the entry's.
            await writer.ReadAsync();
            var row = await Reads.FindEntryAsync(payment, kind, entry);
            return await writer.ExecuteAsync(reverse.Context, reverse, (state, command, now) => PaymentRules.Reverse(state, command, row, deal, now));
        });
    }

    public Task<CommandResult<PaymentView>> MoveAsync(Guid payment, DealView deal, DealView target) => ExecuteAsync(
        payment, new MovePayment(StoredDeals.Context(), target.Id), (state, command, _) => PaymentRules.Move(state, command, deal, target));

    /// <summary>Brings the totals up to the log.</summary>
    public Task FollowAsync() => _reconciler.ReconcileAsync(CancellationToken.None);

    /// <summary>On a new activation, on a scheduler of its own as a grain has it.</summary>
    public Task<CommandResult<PaymentView>> ExecuteAsync<T>(Guid id, T command, Func<PaymentState?, T, DateTimeOffset, Decision<PaymentEvent>> decide) =>
        ActAsync(id, writer => writer.ExecuteAsync(StoredDeals.Context(), command, decide));

    private Task<CommandResult<PaymentView>> ActAsync(
        Guid id, Func<AggregateWriter<PaymentState, PaymentEvent, PaymentView>, Task<CommandResult<PaymentView>>> act)
    {
        var writer = new AggregateWriter<PaymentState, PaymentEvent, PaymentView>(id, _store, _services, static () => { });
        return Task.Factory.StartNew(
            () => act(writer), CancellationToken.None, TaskCreationOptions.None, new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler).Unwrap();
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        await _writer.DisposeAsync();
        await _consumers.DisposeAsync();
        await _reader.DisposeAsync();
        await _stores.DisposeAsync();
    }
}
