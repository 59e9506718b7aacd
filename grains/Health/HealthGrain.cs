using Crm.Actors.Contracts;
using Orleans.Concurrency;

namespace Crm.Actors.Grains.Health;

/// <summary>Answers for the silo that the caller happens to reach.</summary>
[StatelessWorker, Reentrant]
public sealed class HealthGrain(IDatabaseHealth database) : Grain, IHealthGrain
{
    /// <inheritdoc/>
    public Task<string?> Check() => database.CheckAsync();
}
