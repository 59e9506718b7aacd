using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using Crm.Actors.Contracts.Observability;

namespace Crm.Actors.Persistence.Backlog;

/// <summary>What waits in the database and at the broker, as it was when it was last looked. Only the silo that looks reports it.</summary>
public sealed class BacklogMetrics
{
    /// <summary>Events to tell people of, and notifications whose time has come, that are not sent yet.</summary>
    public const string Notifications = "crm.notifications.pending";

    /// <summary>Events and messages that were given up, until somebody replays or drops them.</summary>
    public const string DeadLetters = "crm.dead_letters";

    /// <summary>Messages in each queue of ours that no consumer has yet.</summary>
    public const string Queues = "crm.broker.queue.messages";

    private volatile Numbers _last = Numbers.None;

    public BacklogMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(Telemetry.Name);
        meter.CreateObservableGauge(Notifications, () => Observe(_last.Notifications), "{notification}", "Notifications that wait to be made or sent");
        meter.CreateObservableGauge(DeadLetters, () => Observe(_last.DeadLetters), "{letter}", "Events and messages that were given up");
        meter.CreateObservableGauge(Queues, ObserveQueues, "{message}", "Messages in a queue that no consumer has yet");
    }

    /// <summary>Sets all of them.</summary>
    public void Set(BacklogReading reading) => _last = new Numbers(reading.Notifications, reading.DeadLetters, [.. reading.Queues]);

    /// <summary>Forgets them: another silo looks.</summary>
    public void Clear() => _last = Numbers.None;

    private static IEnumerable<Measurement<long>> Observe(long? number) => number is { } known ? [new(known)] : [];

    private IEnumerable<Measurement<long>> ObserveQueues() =>
        _last.Queues.Select(static queue => new Measurement<long>(queue.Messages, new KeyValuePair<string, object?>("queue", queue.Queue)));

    private sealed record Numbers(long? Notifications, long? DeadLetters, ImmutableArray<(string Queue, long Messages)> Queues)
    {
        public static readonly Numbers None = new(null, null, []);
    }
}
