using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Grains.Kernel;

namespace Crm.Actors.Grains.Deals;

/// <summary>Finds a deal as it was at a moment that somebody asks for.</summary>
internal sealed class DealMoments(IDealPast past)
{
    private static readonly Rejection NotYetThere = new(RejectionCode.NotFound, "The deal was not there yet.");

    /// <param name="now">The deal as it is, for somebody who sees it.</param>
    /// <param name="moment">When.</param>
    /// <param name="pointer">The parameter that names the moment.</param>
    public async Task<CommandResult<DealView>> FindAsync(CommandResult<DealView> now, DealMoment moment, string pointer)
    {
        var deal = now.Value!;
        if (moment.Version is { } asked && (asked < 1 || asked > deal.Version))
            return Refuse(Rejections.Invalid(pointer, $"Must be a version from 1 to {deal.Version}, or a time."));
        if (moment.Version == deal.Version || moment.Time >= deal.UpdatedAt)
            return now;
        try
        {
            var stored = moment.Version is { } version
                ? await past.AtVersionAsync(deal.Id, version)
                : await past.AtTimeAsync(deal.Id, moment.Time!.Value);
            return stored.State is { } state ? new CommandResult<DealView>(state.View, stored.Position, null) : Refuse(NotYetThere);
        }
        catch (StoreUnavailableException)
        {
            return Refuse(Rejections.Unavailable);
        }
    }

    private static CommandResult<DealView> Refuse(Rejection rejection) => new(null, 0, rejection);
}
