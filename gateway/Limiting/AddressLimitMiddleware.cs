using Crm.Actors.Contracts.Auth;
using Crm.Actors.RateLimits;

namespace Crm.Actors.Gateway.Limiting;

/// <summary>Limits what one address may send, before anything is done for it.</summary>
internal sealed class AddressLimitMiddleware(RequestDelegate next, HttpLimits limits)
{
    public Task InvokeAsync(HttpContext http)
    {
        var rule = http.GetEndpoint()?.Metadata.GetMetadata<LimitRule>();
        if (rule == LimitRule.None) return next(http);
        if (rule == LimitRule.Registration) return LimitAsync(http, limits.PerAddress, http => LimitAsync(http, limits.Registrations, next));
        return LimitAsync(http, limits.PerAddress, next);
    }

    private static Task LimitAsync(HttpContext http, HttpLimit? limit, RequestDelegate next)
    {
        if (limit is null) return next(http);
        var take = limit.TakeAsync(ClientNetwork.Of(http.Connection.RemoteIpAddress));
        return take.IsCompletedSuccessfully ? Go(http, limit, next, take.Result) : WaitAsync(http, limit, next, take);
    }

    private static async Task WaitAsync(HttpContext http, HttpLimit limit, RequestDelegate next, ValueTask<Taken> take) =>
        await Go(http, limit, next, await take);

    private static Task Go(HttpContext http, HttpLimit limit, RequestDelegate next, Taken taken)
    {
        limit.Describe(http, taken);
        return taken.IsRefused ? limit.RefuseAsync(http, taken) : next(http);
    }
}
