using System.Text.Json;
using Crm.Actors.Contracts;
using Crm.Actors.Gateway.Cluster;
using Crm.Actors.Gateway.Json;
using Crm.Actors.Gateway.OpenApi;
using Crm.Actors.Gateway.Problems;

namespace Crm.Actors.Gateway.Health;

/// <summary>Whether the process lives, and whether it can do its work.</summary>
internal static class HealthEndpoints
{
    public static IServiceCollection AddHealth(this IServiceCollection services) =>
        services.AddSingleton(new NamedSchema(HealthDocs.Schema, _ => HealthDocs.ToSchema()));

    public static IEndpointRouteBuilder MapHealth(this IEndpointRouteBuilder app)
    {
        var health = app.MapGroup("/health").AllowAnonymous().WithTags("Health");
        health.MapGet("/live", Live).WithDoc(HealthDocs.Live);
        health.MapGet("/ready", Ready).WithDoc(HealthDocs.Ready);
        return app;
    }

    private static Task Live(HttpContext http, CancellationToken cancellationToken) => WriteOk(http);

    private static async Task Ready(HttpContext http, IGrainFactory grains, ISiloLink silo)
    {
        http.Response.Headers.CacheControl = "no-store";
        if (await Fault(grains, silo) is { } fault) await new Problem(ProblemKind.Unavailable, fault).ExecuteAsync(http);
        else await WriteOk(http);
    }

    private static async Task<string?> Fault(IGrainFactory grains, ISiloLink silo)
    {
        if (!silo.IsUp) return "No server of the cluster can be reached.";
        try
        {
            return await grains.GetGrain<IHealthGrain>(0).Check();
        }
        catch (Exception e) when (SiloCalls.IsOutage(e))
        {
            return "The cluster did not answer in time.";
        }
    }

    private static Task WriteOk(HttpContext http) => JsonOutput.Send(http.Response, JsonOutput.Render("ok", WriteStatus));

    private static void WriteStatus(Utf8JsonWriter json, string status)
    {
        json.WriteStartObject();
        json.WriteString("status"u8, status);
        json.WriteEndObject();
    }
}
