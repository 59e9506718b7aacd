using System.Collections.Immutable;
using Crm.Actors.Contracts.Deals.Events;
using Crm.Actors.Contracts.Tasks;
using Crm.Actors.Grains.Consumers;
using Crm.Actors.Grains.Deals;

namespace Crm.Actors.Grains.Tasks;

/// <summary>Takes down what deals ask for. It is done by who looks what is due.</summary>
public sealed class DealAutomationConsumer : IConsumer<DealDemand>
{
    private const string Requested = "task.requested";
    private readonly DealEventCodec _codec = new();

    /// <inheritdoc/>
    public string Name => "deal-automation";

    /// <inheritdoc/>
    public ImmutableArray<string> AggregateTypes { get; } = ["deal"];

    /// <inheritdoc/>
    public bool WaitsForDisk => false;

    /// <inheritdoc/>
    public IReadOnlyList<DealDemand> Decide(LoggedEvent logged)
    {
        var e = logged.Event;
        if (e.Type != Requested)
            return [];
        var requested = (TaskRequested)_codec.Read(e.Type, logged.SchemaVersion, e.Data);
        return
        [
            new RequestedTask(e.Time, new MakeRequestedTask
            {
                RequestId = e.Id,
                ActorId = e.ActorId,
                DealId = e.Subject,
                Title = requested.Title,
                Description = requested.Description,
                Priority = requested.Priority,
                AssigneeId = requested.AssigneeId,
                DueAt = requested.DueAt,
                TimeZone = requested.TimeZone,
            }),
        ];
    }
}
