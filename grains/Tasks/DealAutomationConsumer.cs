using System.Collections.Immutable;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Deals.Events;
using Crm.Actors.Contracts.Feed;
using Crm.Actors.Contracts.Tasks;
using Crm.Actors.Grains.Consumers;
using Crm.Actors.Grains.Deals;
using Crm.Actors.Grains.Kernel;

namespace Crm.Actors.Grains.Tasks;

/// <summary>Takes down what deals ask for, and the deadlines of their stages. What is to be done is done by who looks what is due.</summary>
public sealed class DealAutomationConsumer : IConsumer<DealDemand>
{
    private readonly DealEventCodec _codec = new();

    /// <inheritdoc/>
    public string Name => "deal-automation";

    /// <inheritdoc/>
    public ImmutableArray<string> AggregateTypes { get; } = ["deal"];

    /// <inheritdoc/>
    public bool WaitsForDisk => false;

    /// <inheritdoc/>
    public ImmutableArray<string> EventTypes { get; } = ["task.requested", "deal.created", "deal.stage.changed"];

    /// <inheritdoc/>
    public IReadOnlyList<DealDemand> Decide(LoggedEvent logged)
    {
        var e = logged.Event;
        return _codec.Read(e.Type, logged.SchemaVersion, e.Data) switch
        {
            TaskRequested requested => [Task(e, requested)],
            { Deadline: { } deadline } => Deadlines(e, deadline),
            _ => [],
        };
    }

    private static RequestedTask Task(FeedEvent e, TaskRequested requested) => new(e.Time, new MakeRequestedTask
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
    });

    private static ImmutableArray<DealDemand> Deadlines(FeedEvent e, StageDeadline deadline)
    {
        var breach = Due(e, deadline.BreachAt, deadline.BreachAt, isBreach: true);
        return deadline.WarnAt is { } warnAt ? [Due(e, warnAt, deadline.BreachAt, isBreach: false), breach] : [breach];
    }

    private static DueStage Due(FeedEvent e, DateTimeOffset dueAt, DateTimeOffset breachAt, bool isBreach) => new(
        NamedId.Of("deadline", e.Id, isBreach ? 1 : 0), e.Subject, new PassStageDeadline(e.Sequence, isBreach, dueAt, breachAt));
}
