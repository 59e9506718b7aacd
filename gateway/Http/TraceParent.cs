using System.Diagnostics;
using Crm.Actors.Contracts.Observability;

namespace Crm.Actors.Gateway.Http;

/// <summary>The <c>traceparent</c> header (W3C Trace Context).</summary>
internal static class TraceParent
{
    private const int Length = 55;

    /// <summary>The header's value when it is well-formed; anything else is ignored, as the standard asks.</summary>
    public static string? Of(HttpRequest request)
    {
        var header = request.Headers.TraceParent;
        return header.Count == 1 && header[0] is { Length: Length } value && HasItsDashes(value) && ActivityContext.TryParse(value, null, out _) ? value : null;
    }

    /// <summary>What the events of a request name as their cause: the request's own span where that is recorded, and else the header.</summary>
    public static string? OfCause(HttpRequest request) =>
        Telemetry.Source.HasListeners() && Activity.Current is { Recorded: true, IdFormat: ActivityIdFormat.W3C, Id: { } span } ? span : Of(request);

    /// <summary>Which the library takes for granted in a text of the right length.</summary>
    private static bool HasItsDashes(string value) => value[2] == '-' && value[35] == '-' && value[52] == '-';
}
