using Crm.Actors.Gateway.Configuration;
using Crm.Actors.Gateway.Health;
using Crm.Actors.Gateway.Observability.Dashboard;
using Crm.Actors.Gateway.Streams;
using Crm.Actors.Observability.Listening;
using Crm.Actors.Observability.Metrics;
using Crm.Actors.Observability.Traces;

namespace Crm.Actors.Gateway.Observability;

/// <summary>Figures, traces, and Orleans' dashboard.</summary>
internal static class ObservabilitySetup
{
    public static WebApplicationBuilder AddObservability(this WebApplicationBuilder builder, GatewaySettings settings)
    {
        builder.Services.AddMetricsExport(settings.Observability).AddGatewayTraces(settings.Observability, IsTraced);
        if (settings.MetricsUrl is { } url)
        {
            builder.Services
                .AddSingleton(sp => new SideListenerOptions(url, () => IsReadyAsync(sp)))
                .AddHostedService<SideListener>();
        }

        return builder;
    }

    private static Task<bool> IsReadyAsync(IServiceProvider services) =>
        services.GetRequiredService<Drain>().HasBegun ? Task.FromResult(false) : services.GetRequiredService<Readiness>().IsReadyAsync();

    /// <summary>Comes before authentication.</summary>
    public static IApplicationBuilder UseDashboardSessions(this IApplicationBuilder app, GatewaySettings settings) =>
        settings.HasDashboard ? app.Use(DashboardSession.TakeAsync) : app;

    /// <summary>The figures are for everybody who reaches this port, unless they have a listener of their own; none of them names users or objects.</summary>
    public static IEndpointRouteBuilder MapObservability(this IEndpointRouteBuilder app, GatewaySettings settings)
    {
        // Makes the instruments: what has not happened yet is shown as 0 and not as missing.
        app.ServiceProvider.GetRequiredService<StreamMetrics>();
        if (settings.MetricsUrl is null)
            app.MapPrometheusScrapingEndpoint(MetricsExport.Path).WithMetadata(new HttpMethodMetadata([HttpMethods.Get])).AllowAnonymous();
        return settings.HasDashboard ? app.MapDashboard() : app;
    }

    /// <summary>Probes and scrapes would be most of all traces, and a stream lasts for hours: its events are in the traces of those who caused them.</summary>
    private static bool IsTraced(HttpContext http)
    {
        var path = http.Request.Path;
        return !path.StartsWithSegments("/health", StringComparison.OrdinalIgnoreCase)
            && !path.StartsWithSegments(MetricsExport.Path, StringComparison.OrdinalIgnoreCase)
            && !path.StartsWithSegments(DashboardSetup.Path, StringComparison.OrdinalIgnoreCase)
            && path.Value?.EndsWith("/stream", StringComparison.OrdinalIgnoreCase) != true;
    }
}
