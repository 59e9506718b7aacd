using System.Collections.Concurrent;
using System.Collections.Immutable;
using Crm.Actors.Grains.Consumers;
using Crm.Actors.Grains.Pipelines;

namespace Crm.Actors.IntegrationTests.Consumers;

/// <summary>The consumer of the totals, which a test can let fail for some events.</summary>
internal sealed class SwitchedConsumer : IConsumer<PipelineDelta>
{
    private readonly PipelineConsumer _real = new();

    /// <summary>Ids of the events that it cannot use.</summary>
    public ConcurrentDictionary<Guid, bool> Broken { get; } = [];

    /// <summary>How often each event was tried.</summary>
    public ConcurrentDictionary<Guid, int> Tries { get; } = [];

    public string Name => _real.Name;

    public ImmutableArray<string> AggregateTypes => _real.AggregateTypes;

    public ImmutableArray<string> EventTypes { get; set; } = [];

    public bool WaitsForDisk { get; set; }

    public IReadOnlyList<PipelineDelta> Decide(LoggedEvent logged)
    {
        Tries.AddOrUpdate(logged.Event.Id, 1, static (_, tries) => tries + 1);
        return Broken.ContainsKey(logged.Event.Id) ? throw new FormatException("cannot be used") : _real.Decide(logged);
    }
}
