using System.Diagnostics;
using Crm.Actors.Contracts.Observability;
using Crm.Actors.Grains.Kernel;

namespace Crm.Actors.Persistence.EventStore;

/// <summary>
/// A span for each recorded edit of a batch, so that its trace shows the commit even though others shared it. Names and attributes follow OpenTelemetry's
/// semantic conventions for databases.
/// </summary>
internal sealed class CommitSpans : IDisposable
{
    private readonly List<(Activity Span, Task<AppendResult> Outcome)> _spans = [];

    private CommitSpans()
    {
    }

    /// <summary>Begins them; the first is the parent of the statement's own span. Null, and no work, where nobody records.</summary>
    public static CommitSpans? Start<TState, TEvent>(string table, List<PendingAppend<TState, TEvent>> batch, int events)
        where TState : class
        where TEvent : class
    {
        if (!Telemetry.Source.HasListeners())
            return null;
        var spans = new CommitSpans();
        foreach (var pending in batch)
        {
            string? last = null;
            foreach (var recorded in pending.Append.Events)
            {
                // The events of one request have the same.
                if (!ReferenceEquals(recorded.TraceParent, last) && Telemetry.IsRecorded(recorded.TraceParent, out var parent))
                    spans.Add(table, parent, events, pending.Task);
                last = recorded.TraceParent;
            }
        }

        if (spans._spans.Count == 0)
            return null;
        Activity.Current = spans._spans[0].Span;
        return spans;
    }

    /// <summary>Ends them, each with its outcome.</summary>
    public void Dispose()
    {
        foreach (var (span, outcome) in _spans)
        {
            if (outcome is { IsCompletedSuccessfully: true, Result.Status: not AppendStatus.Committed })
                span.SetStatus(ActivityStatusCode.Error).SetTag("error.type", outcome.Result.Status.ToString());
            span.Stop();
        }

        Activity.Current = null;
    }

    private void Add(string table, ActivityContext parent, int events, Task<AppendResult> outcome)
    {
        if (Telemetry.Source.StartActivity($"commit {table}", ActivityKind.Client, parent) is not { } span)
            return;
        span.SetTag("db.system.name", "postgresql").SetTag("db.operation.name", "commit").SetTag("db.collection.name", table);
        if (events > 1)
            span.SetTag("db.operation.batch.size", events);
        _spans.Add((span, outcome));
    }
}
