using Crm.Actors.Contracts.Observability;
using Crm.Actors.Observability.Settings;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace Crm.Actors.Observability.Metrics;

/// <summary>Collects what the program and its libraries measure, to be read at <see cref="Path"/> in Prometheus' text format.</summary>
public static class MetricsExport
{
    /// <summary>Where it is read.</summary>
    public const string Path = "/metrics";

    /// <summary>Our own, and those of Orleans, of the runtime and process, and of the web server. None of them names users or objects.</summary>
    private static readonly string[] Meters =
    [
        Telemetry.Name, "Microsoft.Orleans", "System.Runtime", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel",
    ];

    public static IServiceCollection AddMetricsExport(this IServiceCollection services, ObservabilitySettings settings)
    {
        services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(settings.ServiceName))
            .WithMetrics(static metrics => metrics.AddMeter(Meters).AddPrometheusExporter());
        return services;
    }
}
