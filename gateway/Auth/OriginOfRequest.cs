using Crm.Actors.Contracts.Auth;

namespace Crm.Actors.Gateway.Auth;

/// <summary>Where a request came from.</summary>
internal static class OriginOfRequest
{
    private const int MaxUserAgent = 200;

    /// <summary>The peer's address, and what the client calls itself, less all that is not printable ASCII.</summary>
    public static Origin Origin(this HttpContext http)
    {
        var agent = http.Request.Headers.UserAgent.ToString();
        var printable = string.Concat(agent.Take(MaxUserAgent).Where(static c => c is >= ' ' and <= '~'));
        return new Origin(http.Connection.RemoteIpAddress?.ToString(), printable.Length > 0 ? printable : null);
    }
}
