using Crm.Actors.Contracts.Deals.Events;
using Crm.Actors.Grains.Kernel;

namespace Crm.Actors.Chaos.Recording;

/// <summary>A row of the event log.</summary>
/// <param name="Deal">The aggregate.</param>
/// <param name="Event">The event with its version, position, id and <c>traceparent</c>.</param>
public sealed record LogRow(Guid Deal, Recorded<DealEvent> Event)
{
    public long Position => Event.Position;

    public long Version => Event.Version;
}
