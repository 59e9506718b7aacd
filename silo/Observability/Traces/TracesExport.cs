using Crm.Actors.Contracts.Observability;
using Crm.Actors.Observability.Settings;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Exporter;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Crm.Actors.Observability.Traces;

/// <summary>
/// Sends spans to the endpoint of the settings; without one nothing is made. A trace begins with a request to a gateway, or before it, and with nothing else:
/// what programs do by themselves, all day long, belongs to none.
/// </summary>
public static class TracesExport
{
    /// <summary>Grain calls of our interfaces; Orleans' own among themselves have another source.</summary>
    private const string GrainCalls = "Microsoft.Orleans.Application";

    private const string Statements = "Npgsql";

    /// <summary>The spans of a silo: grain calls, commits, statements, and what is done with events.</summary>
    public static IServiceCollection AddSiloTraces(this IServiceCollection services, ObservabilitySettings settings) =>
        services.AddTraces(settings, new AlwaysOffSampler(), static traces => traces.AddSource(Statements));

    /// <summary>The spans of a gateway: requests, their grain calls, and what is done with events.</summary>
    /// <param name="services">The gateway's services.</param>
    /// <param name="settings">Where spans go.</param>
    /// <param name="isTraced">Whether a request is worth it.</param>
    public static IServiceCollection AddGatewayTraces(this IServiceCollection services, ObservabilitySettings settings, Func<HttpContext, bool> isTraced) =>
        services.AddTraces(settings, new RequestSampler(settings.Traces?.Ratio ?? 0), traces => traces.AddAspNetCoreInstrumentation(requests => requests.Filter = isTraced));

    private static IServiceCollection AddTraces(
        this IServiceCollection services, ObservabilitySettings settings, Sampler beginnings, Action<TracerProviderBuilder> more)
    {
        if (settings.Traces is not { } to)
            return services;
        services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(settings.ServiceName))
            .WithTracing(traces =>
            {
                traces.AddSource(Telemetry.Name, GrainCalls).SetSampler(new ParentBasedSampler(beginnings)).AddOtlpExporter(otlp =>
                {
                    otlp.Endpoint = to.Endpoint;
                    otlp.Protocol = to.IsGrpc ? OtlpExportProtocol.Grpc : OtlpExportProtocol.HttpProtobuf;
                    otlp.Headers = to.Headers;
                });
                more(traces);
            });
        return services;
    }
}
