using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Deals.Events;

namespace Crm.Actors.Grains.Deals;

/// <summary>Takes events back, the newest first: what a deal was, out of what it became.</summary>
public static class FormerDeal
{
    /// <summary>The deal before its newest event, but for why it had been lost, which a later event does not tell.</summary>
    /// <param name="deal">The deal after the event.</param>
    /// <param name="happened">The event; not its creation.</param>
    /// <param name="updatedAt">When the event before it was decided.</param>
    public static DealView Before(DealView deal, DealEvent happened, DateTimeOffset updatedAt)
    {
        var before = deal with { Version = deal.Version - 1, UpdatedAt = updatedAt, LostReason = null };
        if (happened.Before is { } former)
        {
            before = before with
            {
                OwnerId = former.OwnerId.Or(deal.OwnerId),
                TeamId = former.TeamId.Or(deal.TeamId),
                PipelineId = former.PipelineId.Or(deal.PipelineId),
                Stage = former.Stage.Or(deal.Stage),
                Amount = former.Amount.Or(deal.Amount),
                Currency = former.Currency.Or(deal.Currency),
                Status = former.Status.Or(deal.Status),
                Archived = former.Archived.Or(deal.Archived),
                SharedWith = former.SharedWith.Or(deal.SharedWith),
            };
        }

        if (happened is DealUpdated updated)
        {
            foreach (var change in updated.Changes)
                before = DealFields.Set(before, change.Field, change.From);
        }

        return before;
    }

    private static T Or<T>(this Optional<T> former, T now) => former.IsSet ? former.Value : now;
}
