using System.Diagnostics;
using Crm.Actors.Contracts.Feed;

namespace Crm.Actors.Contracts.Observability;

/// <summary>
/// A span for each event of a batch whose request is recorded, all begun and ended together; none, and no work, where nobody records. Names and attributes
/// follow OpenTelemetry's semantic conventions for messaging and for CloudEvents.
/// </summary>
public sealed class EventSpans : IDisposable
{
    private static readonly EventSpans None = new([]);

    private readonly Dictionary<FeedEvent, Activity> _spans;

    private EventSpans(Dictionary<FeedEvent, Activity> spans) => _spans = spans;

    /// <param name="events">The batch.</param>
    /// <param name="operation">What is done with them, and where.</param>
    public static EventSpans Start(IEnumerable<FeedEvent> events, EventOperation operation)
    {
        if (!Telemetry.Source.HasListeners())
            return None;
        var current = Activity.Current;
        var spans = new Dictionary<FeedEvent, Activity>(ReferenceEqualityComparer.Instance);
        foreach (var e in events)
        {
            if (!spans.ContainsKey(e) && Start(e, operation) is { } span)
                spans.Add(e, span);
        }

        // None of them is the parent of what follows: that is done for all.
        Activity.Current = current;
        return spans.Count == 0 ? None : new EventSpans(spans);
    }

    /// <summary>The W3C <c>traceparent</c> of an event's span; null when it has none.</summary>
    public string? TraceParentOf(FeedEvent e) => _spans.GetValueOrDefault(e)?.Id;

    /// <summary>Says the same of all of them.</summary>
    public void SetTag(string name, object value)
    {
        foreach (var span in _spans.Values)
            span.SetTag(name, value);
    }

    /// <summary>Marks all of them as failed.</summary>
    public void Fail(Exception problem)
    {
        foreach (var span in _spans.Values)
            span.SetStatus(ActivityStatusCode.Error, problem.Message).SetTag("error.type", problem.GetType().FullName);
    }

    /// <summary>Ends them.</summary>
    public void Dispose()
    {
        if (_spans.Count == 0)
            return;
        var current = Activity.Current;
        foreach (var span in _spans.Values)
            span.Stop();
        Activity.Current = current;
    }

    private static Activity? Start(FeedEvent e, EventOperation operation)
    {
        if (!Telemetry.IsRecorded(e.TraceParent, out var parent))
            return null;
        var destination = operation.DestinationOf(e);
        if (Telemetry.Source.StartActivity($"{operation.Name} {destination}", operation.Kind, parent) is not { } span)
            return null;
        return span
            .SetTag("messaging.system", operation.Messaging)
            .SetTag("messaging.operation.name", operation.Name)
            .SetTag("messaging.operation.type", operation.Kind == ActivityKind.Consumer ? "process" : "send")
            .SetTag("messaging.destination.name", destination)
            .SetTag("messaging.message.id", e.Id.ToString())
            .SetTag("cloudevents.event_id", e.Id.ToString())
            .SetTag("cloudevents.event_source", e.Source)
            .SetTag("cloudevents.event_type", e.Type)
            .SetTag("cloudevents.event_subject", e.Subject.ToString());
    }
}
