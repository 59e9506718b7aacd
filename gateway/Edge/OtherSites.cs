using Crm.Actors.Gateway.Configuration;
using Crm.Actors.Gateway.Feed;
using Crm.Actors.Gateway.Http;
using Crm.Actors.Gateway.Limiting;
using Microsoft.Net.Http.Headers;

namespace Crm.Actors.Gateway.Edge;

/// <summary>
/// Pages of other origins (CORS, Fetch standard): none, or those that are named. They send access tokens themselves; cookies are never taken
/// from them.
/// </summary>
internal static class OtherSites
{
    private static readonly TimeSpan PreflightAge = TimeSpan.FromMinutes(10);
    private static readonly string[] Methods = ["GET", "POST", "PATCH", "PUT", "DELETE"];

    private static readonly string[] RequestHeaders =
    [
        HeaderNames.Authorization, HeaderNames.ContentType, HeaderNames.IfMatch, HeaderNames.IfNoneMatch, HeaderNames.TraceParent, IdempotencyKey.Header, FeedPosition.Header,
        "Last-Event-ID",
    ];

    private static readonly string[] AnswerHeaders =
    [
        HeaderNames.ETag, HeaderNames.Location, HeaderNames.RetryAfter, HeaderNames.WWWAuthenticate, FeedPosition.Header, LimitHeaders.RateLimit, LimitHeaders.Policy,
    ];

    public static IServiceCollection AddOtherSites(this IServiceCollection services, EdgeSettings settings) => settings.CorsOrigins.IsEmpty
        ? services
        : services.AddCors(cors => cors.AddDefaultPolicy(policy => policy
            .WithOrigins([.. settings.CorsOrigins])
            .WithMethods(Methods)
            .WithHeaders(RequestHeaders)
            .WithExposedHeaders(AnswerHeaders)
            .SetPreflightMaxAge(PreflightAge)));

    /// <summary>Comes after routing and before whatever may refuse, so that pages can read refusals.</summary>
    public static IApplicationBuilder UseOtherSites(this IApplicationBuilder app, EdgeSettings settings) =>
        settings.CorsOrigins.IsEmpty ? app : app.UseCors();
}
