using Crm.Actors.Contracts;
using Crm.Actors.Gateway.Http;

namespace Crm.Actors.Gateway.Auth;

/// <summary>Who sent a request.</summary>
internal static class CallerOfRequest
{
    /// <summary>The caller of an authorised request, with the trace that the request belongs to.</summary>
    /// <exception cref="InvalidOperationException">The route does not require a token.</exception>
    public static Caller Caller(this HttpContext http)
    {
        if (http.User.Identity is not CallerIdentity identity)
            throw new InvalidOperationException("The caller is only known on routes that require a token.");
        return TraceParent.Of(http.Request) is { } trace ? identity.Caller with { TraceParent = trace } : identity.Caller;
    }
}
