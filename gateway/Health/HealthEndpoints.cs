using System.Text.Json;
using Crm.Actors.Gateway.Json;
using Crm.Actors.Gateway.Limiting;
using Crm.Actors.Gateway.OpenApi;
using Crm.Actors.Gateway.Problems;

namespace Crm.Actors.Gateway.Health;

/// <summary>Whether the process lives, and whether it can do its work.</summary>
internal static class HealthEndpoints
{
    private static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(1);

    /// <summary>The same words whatever is wrong, since anybody may ask; the log says what it is.</summary>
    private static readonly Problem NotReady = new(ProblemKind.Unavailable, "Requests cannot be served at the moment.");

    /// <param name="services">The gateway's services.</param>
    /// <param name="drainDelay">See <see cref="Drain"/>.</param>
    public static IServiceCollection AddHealth(this IServiceCollection services, TimeSpan drainDelay) => services
        .AddSingleton(new NamedSchema(HealthDocs.Schema, _ => HealthDocs.ToSchema()))
        .AddSingleton(sp => ActivatorUtilities.CreateInstance<Readiness>(sp, FreshFor))
        .AddSingleton(sp => ActivatorUtilities.CreateInstance<Drain>(sp, drainDelay))
        .AddHostedService(static sp => sp.GetRequiredService<Drain>());

    public static IEndpointRouteBuilder MapHealth(this IEndpointRouteBuilder app)
    {
        var health = app.MapGroup("/health").AllowAnonymous().WithTags("Health").WithMetadata(LimitRule.None);
        health.MapGet("/live", Live).WithDoc(HealthDocs.Live);
        health.MapGet("/ready", Ready).WithDoc(HealthDocs.Ready);
        return app;
    }

    private static Task Live(HttpContext http, CancellationToken cancellationToken) => WriteOk(http);

    private static async Task Ready(HttpContext http, Readiness readiness, Drain drain)
    {
        http.Response.Headers.CacheControl = "no-store";
        if (!drain.HasBegun && await readiness.IsReadyAsync()) await WriteOk(http);
        else await NotReady.ExecuteAsync(http);
    }

    private static Task WriteOk(HttpContext http) => JsonOutput.Send(http.Response, JsonOutput.Render("ok", WriteStatus));

    private static void WriteStatus(Utf8JsonWriter json, string status)
    {
        json.WriteStartObject();
        json.WriteString("status"u8, status);
        json.WriteEndObject();
    }
}
