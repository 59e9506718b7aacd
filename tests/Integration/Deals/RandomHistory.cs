using System.Collections.Immutable;
using System.Text.Json;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Deals.Events;
using Crm.Actors.Grains.Deals;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.IntegrationTests.EventStore;
using Shouldly;

namespace Crm.Actors.IntegrationTests.Deals;

/// <summary>Deals that come to be and change in every way, one event after the other; each event is decided a second after the one before.</summary>
/// <param name="stores">Where they are kept.</param>
/// <param name="random">What decides.</param>
/// <param name="most">How many deals there will be at most.</param>
internal sealed class RandomHistory(PostgresStores stores, Random random, int most = int.MaxValue)
{
    private static readonly DateTimeOffset Start = new(2026, 5, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly List<DealState> _deals = [];

    /// <summary>What all deals were after each event, from position 1 on.</summary>
    public List<ImmutableArray<DealView>> States { get; } = [];

    /// <summary>What all deals are.</summary>
    public ImmutableArray<DealView> Now => States[^1];

    /// <summary>When the event of a position was decided.</summary>
    public static DateTimeOffset TimeOf(int position) => Start.AddSeconds(position);

    public async Task WriteAsync(int events)
    {
        for (var i = 0; i < events; i++)
        {
            var number = _deals.Count == 0 || (random.Next(12) == 0 && _deals.Count < most) ? _deals.Count : random.Next(_deals.Count);
            await (number == _deals.Count ? CommitAsync(number, null, Creation(number)) : CommitAsync(number, _deals[number], Change(_deals[number].View)));
        }
    }

    private async Task CommitAsync(int number, DealState? before, DealEvent happened)
    {
        var recorded = new Recorded<DealEvent>(StoredDeals.NewId(), (before?.Version ?? 0) + 1, TimeOf(States.Count + 1), StoredDeals.User, null, happened);
        var state = DealState.Apply(before, recorded);
        var result = await stores.Store.AppendAsync(new Append<DealState, DealEvent>(state.View.Id, before?.Version ?? 0, state, [recorded], []));
        result.Status.ShouldBe(AppendStatus.Committed);
        result.Position.ShouldBe(States.Count + 1);
        if (before is null)
            _deals.Add(state);
        else
            _deals[number] = state;
        States.Add([.. _deals.Select(static deal => deal.View)]);
    }

    private DealCreated Creation(int number)
    {
        var deal = RandomDeals.Next(random, number);
        return new DealCreated(deal.Id, deal.Title, deal.Client, deal.ExpectedCloseDate, deal.Tags, deal.CustomFields, Context(deal));
    }

    // Another random deal says what becomes of this one.
    private DealEvent Change(DealView deal)
    {
        var other = RandomDeals.Next(random, 0);
        var context = Context(deal);
        switch (random.Next(12))
        {
            case 0:
                return new DealStageChanged(deal.Stage, other.Stage, context with { Stage = other.Stage }, new() { Stage = deal.Stage });
            case 1:
                return new DealStageChanged(
                    deal.Stage, other.Stage, context with { Stage = other.Stage, PipelineId = other.PipelineId }, new() { Stage = deal.Stage, PipelineId = deal.PipelineId });
            case 2:
                return new DealOwnerChanged(deal.OwnerId, other.OwnerId, context with { OwnerId = other.OwnerId }, new() { OwnerId = deal.OwnerId });
            case 3:
                return new DealTeamChanged(deal.TeamId, other.TeamId, context with { TeamId = other.TeamId }, new() { TeamId = deal.TeamId });
            case 4:
                return new DealShared(RandomDeals.Guest, context with { SharedWith = other.SharedWith }, new() { SharedWith = deal.SharedWith });
            case 5:
                return new DealLost($"reason {random.Next(100)}", context with { Status = DealStatus.Lost }, new() { Status = deal.Status });
            case 6:
                return new DealReopened(context with { Status = DealStatus.Open }, new() { Status = deal.Status });
            case 7:
                return deal.Archived
                    ? new DealRestored(context with { Archived = false }, new() { Archived = true })
                    : new DealArchived(context with { Archived = true }, new() { Archived = false });
            case 8:
                return new DealUpdated(
                    [Field("amount", deal.Amount?.ToString(), other.Amount?.ToString()), Field("currency", deal.Currency, other.Currency)],
                    context with { Amount = other.Amount, Currency = other.Currency },
                    new() { Amount = deal.Amount, Currency = deal.Currency });
            case 9:
                return new DealUpdated([.. FieldChanges(deal, other)], context, null);
            default:
                return new DealUpdated(
                    [
                        Field("title", deal.Title, other.Title), Field("client", deal.Client, other.Client), Field("tags", deal.Tags.ToArray(), other.Tags.ToArray()),
                        Field("expectedCloseDate", deal.ExpectedCloseDate, other.ExpectedCloseDate),
                    ],
                    context,
                    null);
        }
    }

    private static IEnumerable<FieldChange> FieldChanges(DealView deal, DealView other) => deal.CustomFields.Keys.Union(other.CustomFields.Keys, StringComparer.Ordinal)
        .Select(key => new FieldChange($"customFields.{key}", deal.CustomFields.GetValueOrDefault(key, "null"), other.CustomFields.GetValueOrDefault(key, "null")));

    private static FieldChange Field<T>(string name, T from, T to) => new(name, JsonSerializer.Serialize(from), JsonSerializer.Serialize(to));

    private static DealContext Context(DealView deal) =>
        new(deal.OwnerId, deal.TeamId, deal.PipelineId, deal.Stage, deal.Amount, deal.Currency, deal.Status, deal.Archived) { SharedWith = deal.SharedWith };
}
