using Crm.Actors.Contracts;
using Crm.Actors.Gateway.Http;
using Microsoft.AspNetCore.Authorization;

namespace Crm.Actors.Gateway.Auth;

/// <summary>Who sent a request.</summary>
internal static class CallerOfRequest
{
    private static readonly Caller Nobody = new(Guid.Empty, [], [], "en", TraceParent: null);

    /// <summary>The caller of a request, with the trace that the request belongs to. On routes that are open to all: somebody with the nil UUID and no rights.</summary>
    public static Caller Caller(this HttpContext http)
    {
        var caller = (http.User.Identity as CallerIdentity)?.Caller ?? (IsOpen(http)
            ? Nobody
            : throw new InvalidOperationException("The caller is only known on routes that require a token."));
        return TraceParent.OfCause(http.Request) is { } trace ? caller with { TraceParent = trace } : caller;
    }

    private static bool IsOpen(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null;
}
