using System.Collections.Immutable;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Deals.Events;
using Crm.Actors.Grains.Kernel;

namespace Crm.Actors.Grains.Deals;

/// <summary>A deal's state: what its readers see, and which version last changed each field.</summary>
/// <param name="View">The deal.</param>
/// <param name="FieldVersions">By field name; custom fields as <c>customFields.key</c>. Fields set at creation and not since are absent: 1.</param>
public sealed record DealState(DealView View, ImmutableSortedDictionary<string, long> FieldVersions)
    : IAggregateState<DealState, DealEvent, DealView>
{
    /// <summary>No field was changed since creation.</summary>
    public static ImmutableSortedDictionary<string, long> Untouched { get; } =
        ImmutableSortedDictionary.Create<string, long>(StringComparer.Ordinal);

    /// <inheritdoc/>
    public long Version => View.Version;

    /// <inheritdoc/>
    public static DealState Apply(DealState? state, Recorded<DealEvent> recorded) => recorded.Data switch
    {
        DealCreated created => new DealState(DealViews.From(created, recorded), Untouched),
        _ when state is null => throw new InvalidOperationException("A deal's first event is deal.created."),
        DealUpdated updated => state.Update(updated, recorded),
        DealLost lost => state.With(recorded, lost.Reason),
        _ => state.With(recorded, recorded.Data.Deal.Status == DealStatus.Lost ? state.View.LostReason : null),
    };

    /// <summary>The version that last changed a field.</summary>
    public long VersionOf(string field) => FieldVersions.GetValueOrDefault(field, 1);

    /// <summary>The version that last changed a field, or what is one with it: an amount is not the same in another currency.</summary>
    public long UnitVersionOf(string field) => DealFields.UnitOf(field) == DealFields.Amount
        ? Math.Max(VersionOf(DealFields.Amount), VersionOf(DealFields.Currency))
        : VersionOf(DealFields.UnitOf(field));

    /// <summary>The event that would have made the deal as it is.</summary>
    public DealCreated AsCreated() => new(
        View.Id, View.Title, View.Client, View.ExpectedCloseDate, View.Tags, View.CustomFields, View.Context());

    private DealState With(Recorded<DealEvent> recorded, string? lostReason) =>
        new(DealViews.With(View, recorded) with { LostReason = lostReason }, Touched(recorded));

    private DealState Update(DealUpdated updated, Recorded<DealEvent> recorded)
    {
        var view = DealViews.With(View, recorded);
        foreach (var change in updated.Changes)
            view = DealFields.Set(view, change.Field, change.To);
        return new DealState(view, Touched(recorded));
    }

    private ImmutableSortedDictionary<string, long> Touched(Recorded<DealEvent> recorded)
    {
        var versions = FieldVersions;
        foreach (var field in DealFields.ChangedBy(recorded.Data))
            versions = versions.SetItem(field, recorded.Version);
        return DealFields.MarkedBy(recorded.Data) is { } mark ? versions.SetItem(mark, recorded.Version) : versions;
    }
}
