using Crm.Actors.Gateway.Configuration;
using Crm.Actors.Gateway.Health;
using Microsoft.AspNetCore.HttpOverrides;

namespace Crm.Actors.Gateway.Edge;

/// <summary>Where requests really came from, and what every answer tells browsers. Comes before all else.</summary>
internal static class EdgeSetup
{
    public static IServiceCollection AddEdge(this IServiceCollection services, EdgeSettings settings)
    {
        services.Configure<ForwardedHeadersOptions>(options =>
        {
            options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            // From the nearest on, as far as those who said it are known: what a client wrote there itself is never reached.
            options.ForwardLimit = null;
            options.KnownProxies.Clear();
            options.KnownIPNetworks.Clear();
            foreach (var network in settings.TrustedProxies) options.KnownIPNetworks.Add(network);
        });
        return services.AddOtherSites(settings);
    }

    public static IApplicationBuilder UseEdge(this IApplicationBuilder app, EdgeSettings settings)
    {
        if (!settings.TrustedProxies.IsEmpty) app.UseForwardedHeaders();
        var drain = app.ApplicationServices.GetRequiredService<Drain>();
        return app.Use((http, next) =>
        {
            SecurityHeaders.Apply(http);
            // The server closes the connection after such an answer.
            if (drain.HasBegun) http.Response.Headers.Connection = "close";
            return next(http);
        });
    }
}
