using Crm.Actors.Grains.Kernel;

namespace Crm.Actors.Chaos.Recording;

/// <summary>A row of the event log.</summary>
/// <param name="Aggregate">The deal, the payment, the task or whatever it is of.</param>
/// <param name="Event">The event with its version, position, id and <c>traceparent</c>.</param>
public sealed record LogRow(Guid Aggregate, Recorded<object> Event)
{
    public long Position => Event.Position;

    public long Version => Event.Version;

    public static LogRow Of<TEvent>(Guid aggregate, Recorded<TEvent> recorded)
        where TEvent : class =>
        new(aggregate, With<TEvent, object>(recorded, recorded.Data));

    /// <summary>The event as one of a kind of aggregate; null when it is of another.</summary>
    public Recorded<TEvent>? As<TEvent>()
        where TEvent : class =>
        Event.Data is TEvent data ? With(Event, data) : null;

    private static Recorded<TTo> With<TFrom, TTo>(Recorded<TFrom> recorded, TTo data)
        where TFrom : class
        where TTo : class =>
        new(recorded.Id, recorded.Version, recorded.At, recorded.ActorId, recorded.TraceParent, data) { Position = recorded.Position };
}
