using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Auth;
using Crm.Actors.Grains.Kernel;
using Orleans.Concurrency;

namespace Crm.Actors.Grains.Auth;

/// <inheritdoc cref="IRightsGrain"/>
[StatelessWorker, Reentrant]
public sealed class RightsGrain(IRightsChanges changes) : Grain, IRightsGrain
{
    private static readonly TimeSpan MaxTime = TimeSpan.FromDays(10);

    public async Task<CommandResult<RightsChanges>> ChangedWithin(TimeSpan time)
    {
        if (time <= TimeSpan.Zero || time > MaxTime)
            return new(null, 0, Rejections.Invalid("#/time", "Must be above zero and up to 10 days."));
        try
        {
            return new(await changes.WithinAsync(time), 0, null);
        }
        catch (StoreUnavailableException)
        {
            return new(null, 0, Rejections.Unavailable);
        }
    }
}
