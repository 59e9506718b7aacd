using System.Runtime.CompilerServices;
using Crm.Actors.Gateway.Auth;
using Crm.Actors.RateLimits;

namespace Crm.Actors.Gateway.Limiting;

/// <summary>Limits what a user may send, and an API key for itself beside its owner. Who is nobody was limited by address.</summary>
internal sealed class CallerLimitMiddleware(RequestDelegate next, HttpLimits limits)
{
    /// <summary>The claim that names the API key that a request came with: a UUID.</summary>
    public const string KeyClaim = "key_id";

    public Task InvokeAsync(HttpContext http)
    {
        if (http.User.Identity is not CallerIdentity identity) return next(http);
        if (limits.PerKey is { } perKey && Guid.TryParse(identity.FindFirst(KeyClaim)?.Value, out var key)) return KeyAsync(http, identity, perKey, key);
        if (limits.PerUser is not { } perUser) return next(http);
        var take = perUser.TakeAsync(IdOf(identity.Caller.UserId));
        return take.IsCompletedSuccessfully ? Go(http, perUser, take.Result) : WaitAsync(http, perUser, take);
    }

    /// <summary>Takes from the owner's bucket first: who has none left has none with another key either.</summary>
    private async Task KeyAsync(HttpContext http, CallerIdentity identity, HttpLimit perKey, Guid key)
    {
        if (limits.PerUser is { } perUser && await perUser.TakeAsync(IdOf(identity.Caller.UserId)) is { IsRefused: true } refused)
            await Go(http, perUser, refused);
        else
            await Go(http, perKey, await perKey.TakeAsync(IdOf(key)));
    }

    private async Task WaitAsync(HttpContext http, HttpLimit limit, ValueTask<Taken> take) => await Go(http, limit, await take);

    private Task Go(HttpContext http, HttpLimit limit, Taken taken)
    {
        limit.Describe(http, taken);
        return taken.IsRefused ? limit.RefuseAsync(http, taken) : next(http);
    }

    private static UInt128 IdOf(Guid id) => Unsafe.BitCast<Guid, UInt128>(id);
}
