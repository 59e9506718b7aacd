using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Deals.Events;
using Crm.Actors.Grains.Kernel;

namespace Crm.Actors.Grains.Deals;

/// <summary>Between a deal and the context that its events carry.</summary>
internal static class DealViews
{
    public static DealView From(DealCreated created, Recorded<DealEvent> recorded) => From(created) with
    {
        Version = recorded.Version,
        CreatedAt = recorded.At,
        UpdatedAt = recorded.At,
    };

    /// <summary>Before anything was recorded.</summary>
    public static DealView From(DealCreated created) => new()
    {
        Id = created.Id,
        Version = 0,
        Title = created.Title,
        Client = created.Client,
        Amount = created.Deal.Amount,
        Currency = created.Deal.Currency,
        PipelineId = created.Deal.PipelineId,
        Stage = created.Deal.Stage,
        OwnerId = created.Deal.OwnerId,
        TeamId = created.Deal.TeamId,
        Status = created.Deal.Status,
        Archived = created.Deal.Archived,
        SharedWith = created.Deal.SharedWith,
        ExpectedCloseDate = created.ExpectedCloseDate,
        Tags = created.Tags,
        CustomFields = created.CustomFields,
    };

    /// <summary>The view with the version, time and context of an event.</summary>
    public static DealView With(DealView view, Recorded<DealEvent> recorded)
    {
        var deal = recorded.Data.Deal;
        return view with
        {
            Version = recorded.Version,
            UpdatedAt = recorded.At,
            Amount = deal.Amount,
            Currency = deal.Currency,
            PipelineId = deal.PipelineId,
            Stage = deal.Stage,
            OwnerId = deal.OwnerId,
            TeamId = deal.TeamId,
            Status = deal.Status,
            Archived = deal.Archived,
            SharedWith = deal.SharedWith,
        };
    }

    public static DealContext Context(this DealView view) => new(
        view.OwnerId, view.TeamId, view.PipelineId, view.Stage, view.Amount, view.Currency, view.Status, view.Archived)
    {
        SharedWith = view.SharedWith,
    };

    /// <summary>What of the context is different in <paramref name="before"/>; null when nothing is.</summary>
    public static DealContextChange? Former(DealContext before, DealContext after) => before == after ? null : new DealContextChange
    {
        OwnerId = Where(before.OwnerId, after.OwnerId),
        TeamId = Where(before.TeamId, after.TeamId),
        PipelineId = Where(before.PipelineId, after.PipelineId),
        Stage = Where(before.Stage, after.Stage),
        Amount = Where(before.Amount, after.Amount),
        Currency = Where(before.Currency, after.Currency),
        Status = Where(before.Status, after.Status),
        Archived = Where(before.Archived, after.Archived),
        SharedWith = Where(before.SharedWith, after.SharedWith),
    };

    private static Contracts.Optional<T> Where<T>(T before, T after) =>
        EqualityComparer<T>.Default.Equals(before, after) ? default : new Contracts.Optional<T>(true, before);
}
