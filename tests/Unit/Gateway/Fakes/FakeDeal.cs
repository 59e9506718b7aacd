using System.Collections.Immutable;
using System.Text;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Deals.Events;
using Crm.Actors.Contracts.Feed;

namespace Crm.Actors.UnitTests.Gateway.Fakes;

/// <summary>Stands for every grain: remembers what it was sent and answers what it was told to.</summary>
public sealed class FakeDeal : IDealGrain, IDealQueriesGrain, IFeedGrain, IHealthGrain
{
    private static readonly DateTimeOffset Time = new(2026, 3, 1, 12, 30, 15, 123, 456, TimeSpan.Zero);

    public static DealView Sample { get; } = new()
    {
        Id = new Guid("0192f0c1-2f6a-7cc1-9d7e-3f2a7b1c5d4e"),
        Version = 7,
        Title = "Крыша <новая> & more 🏠",
        Client = null,
        Amount = 1234.50m,
        Currency = "EUR",
        PipelineId = DefaultPipeline.Id,
        Stage = "new",
        OwnerId = new Guid("00000000-0000-7000-8000-000000000001"),
        ExpectedCloseDate = new DateOnly(2026, 12, 31),
        Tags = ["a", "b"],
        CustomFields = DealView.NoCustomFields.Add("area", "12.50").Add("note", "\"x\""),
        CreatedAt = Time,
        UpdatedAt = Time.AddSeconds(1),
    };

    /// <summary>What the next calls are answered; throws when null.</summary>
    public CommandResult<DealView> Answer { get; set; } = new(Sample, 42, null);

    public Exception? Failure { get; set; }

    public Guid Key { get; private set; }

    public object? Received { get; private set; }

    public int Calls { get; private set; }

    public string Epoch { get; set; } = "e1";

    public string? Fault { get; set; }

    /// <summary>All events, from the first on.</summary>
    public ImmutableArray<FeedEvent> Log { get; set; } = [];

    public void AskedFor(Guid key) => Key = key;

    public Task<CommandResult<DealView>> Get(Caller caller) => Take(caller);

    public Task<CommandResult<DealView>> GetWithTotals(Caller caller) => Take(caller);

    public Task<CommandResult<DealView>> GetForPayment(Caller caller) => Take(caller);

    public Task<CommandResult<DealView>> Create(CreateDeal command) => Take(command);

    public Task<CommandResult<DealView>> Patch(PatchDeal command) => Take(command);

    public Task<CommandResult<DealView>> MoveStage(MoveDealStage command) => Take(command);

    public Task<CommandResult<DealView>> Win(WinDeal command) => Take(command);

    public Task<CommandResult<DealView>> Lose(LoseDeal command) => Take(command);

    public Task<CommandResult<DealView>> Reopen(ReopenDeal command) => Take(command);

    public Task<CommandResult<DealView>> AssignOwner(AssignDealOwner command) => Take(command);

    public Task<CommandResult<DealView>> AssignTeam(AssignDealTeam command) => Take(command);

    public Task<CommandResult<DealView>> Share(ShareDeal command) => Take(command);

    public Task<CommandResult<DealView>> Unshare(UnshareDeal command) => Take(command);

    public Task<CommandResult<DealView>> Archive(ArchiveDeal command) => Take(command);

    public Task<CommandResult<DealView>> Restore(RestoreDeal command) => Take(command);

    public Task<CommandResult<DealView>> Undo(UndoDealChange command) => Take(command);

    public Task<CommandResult<DealView>> PassDeadline(PassStageDeadline command) => Take(command);

    public Task<CommandResult<DealView>> AsOf(GetDealAsOf query) => Take(query);

    public async Task<CommandResult<DealDiff>> Diff(GetDealDiff query)
    {
        var taken = await Take(query);
        var diff = new DealDiff(Sample.Id, 3, Time, 7, Time.AddSeconds(1), [new FieldChange("title", "\"a\"", "\"b\""), new FieldChange("customFields.x", "null", "1.50")]);
        return new(taken.Value is null ? null : diff, taken.Position, taken.Rejection);
    }

    public async Task<CommandResult<DealPage>> List(ListDeals query)
    {
        var taken = await Take(query);
        return new(taken.Value is { } deal ? new DealPage([deal], "next") : null, taken.Position, taken.Rejection);
    }

    public async Task<CommandResult<HistoryPage>> History(GetDealHistory query)
    {
        var taken = await Take(query);
        return new(taken.Value is null ? null : new HistoryPage([Event], null), taken.Position, taken.Rejection);
    }

    public async Task<CommandResult<FeedPage>> Read(long after, int max, TimeSpan wait)
    {
        var events = Log.Skip((int)Math.Min(after, Log.Length)).Take(max).ToImmutableArray();
        if (events.Length == 0) await Task.Delay(wait);
        return new CommandResult<FeedPage>(new FeedPage(Epoch, events, Log.Length, 0), 0, null);
    }

    public Task<CommandResult<FeedPage>> ReadSubject(Guid subject, long after, int max) => Read(after, max, default);

    public Task<string?> Check() => Failure is null ? Task.FromResult(Fault) : Task.FromException<string?>(Failure);

    private static FeedEvent Event { get; } = new()
    {
        Position = 41,
        Id = new Guid("0192f0c1-0000-7000-8000-000000000041"),
        Type = "deal.updated",
        Source = "/crm/deals",
        Subject = Sample.Id,
        Sequence = 7,
        Time = Time,
        ActorId = Sample.OwnerId,
        Data = Encoding.UTF8.GetBytes("""{"changes":{}}"""),
    };

    private Task<CommandResult<DealView>> Take(object received)
    {
        Calls++;
        Received = received;
        return Failure is null ? Task.FromResult(Answer) : Task.FromException<CommandResult<DealView>>(Failure);
    }
}
