using System.Diagnostics;
using Crm.Actors.Gateway.Http;

namespace Crm.Actors.Gateway.Problems;

/// <summary>What a problem names so that it can be found in the logs.</summary>
internal static class TraceIds
{
    /// <summary>The trace of the request (W3C Trace Context), or else its number on the connection.</summary>
    public static string Of(HttpContext http) =>
        TraceParent.Of(http.Request)?.Substring(3, 32) ?? Activity.Current?.TraceId.ToHexString() ?? http.TraceIdentifier;
}
