using System.Diagnostics;

namespace Crm.Actors.Gateway.Http;

/// <summary>The <c>traceparent</c> header (W3C Trace Context).</summary>
internal static class TraceParent
{
    private const int Length = 55;

    /// <summary>The header's value when it is well-formed; anything else is ignored, as the standard asks.</summary>
    public static string? Of(HttpRequest request)
    {
        var header = request.Headers.TraceParent;
        return header.Count == 1 && header[0] is { Length: Length } value && ActivityContext.TryParse(value, null, out _) ? value : null;
    }
}
