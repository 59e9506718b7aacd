using Crm.Actors.Chaos.Load;
using Crm.Actors.TestKit.Running;

namespace Crm.Actors.Chaos;

/// <summary>What a <see cref="Rig"/> runs.</summary>
public sealed record RigOptions
{
    public CrmSystemOptions System { get; init; } = new() { Silos = 3, Gateways = 2, RabbitMq = true };

    public LoadOptions Load { get; init; } = new();

    /// <summary>Clients know one address, which leads to gateways that are ready, instead of the gateways.</summary>
    public bool Service { get; init; }

    /// <summary>Readers of the event stream.</summary>
    public int StreamReaders { get; init; } = 4;
}
