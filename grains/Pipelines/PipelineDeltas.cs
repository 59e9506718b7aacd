using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals.Events;

namespace Crm.Actors.Grains.Pipelines;

/// <summary>What events of deals change in the totals: the deal as it was is taken out, the deal as it is goes in. Archived deals are in none.</summary>
public static class PipelineDeltas
{
    /// <summary>No, one or two differences.</summary>
    public static IReadOnlyList<PipelineDelta> Of(DealEvent happened)
    {
        var now = Counted(happened.Deal);
        var before = happened is DealCreated ? null : Counted(Before(happened.Deal, happened.Before));
        return (before, now) switch
        {
            (null, null) => [],
            (null, { } after) => [after],
            ({ } former, null) => [Taken(former)],
            ({ } former, { } after) when former.Group == after.Group =>
                former.Amount == after.Amount ? [] : [new(after.Group, 0, after.Amount - former.Amount)],
            ({ } former, { } after) => [Taken(former), after],
        };
    }

    private static PipelineDelta? Counted(DealContext deal) => deal.Archived
        ? null
        : new PipelineDelta(new(deal.PipelineId, deal.Stage, deal.Status, deal.Currency), 1, deal.Amount ?? 0);

    private static PipelineDelta Taken(PipelineDelta former) => new(former.Group, -1, -former.Amount);

    private static DealContext Before(DealContext now, DealContextChange? former) => former is null ? now : now with
    {
        PipelineId = former.PipelineId.Or(now.PipelineId),
        Stage = former.Stage.Or(now.Stage),
        Amount = former.Amount.Or(now.Amount),
        Currency = former.Currency.Or(now.Currency),
        Status = former.Status.Or(now.Status),
        Archived = former.Archived.Or(now.Archived),
    };

    private static T Or<T>(this Optional<T> former, T now) => former.IsSet ? former.Value : now;
}
