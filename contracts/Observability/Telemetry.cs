using System.Diagnostics;

namespace Crm.Actors.Contracts.Observability;

/// <summary>The one name under which all parts measure and trace.</summary>
public static class Telemetry
{
    /// <summary>The name of our meters and of <see cref="Source"/>.</summary>
    public const string Name = "Crm.Actors";

    /// <summary>Our spans. Where no traces are exported nobody listens to it, and nothing is made.</summary>
    public static ActivitySource Source { get; } = new(Name);

    /// <summary>Whether a span may become part of the trace of a request (W3C Trace Context): somebody listens, and that request is recorded.</summary>
    /// <param name="traceParent">What an event or a message carries; anybody may have written it.</param>
    /// <param name="parent">The request's span.</param>
    public static bool IsRecorded(string? traceParent, out ActivityContext parent)
    {
        parent = default;
        return traceParent is not null
            && Source.HasListeners()
            && ActivityContext.TryParse(traceParent, null, isRemote: true, out parent)
            && parent.TraceFlags.HasFlag(ActivityTraceFlags.Recorded);
    }
}
