using Crm.Actors.Observability.Logs;
using Crm.Actors.Observability.Settings;

namespace Crm.Actors.Gateway.Http;

/// <summary>Logs: one line each, on the console.</summary>
internal static class LogSetup
{
    public static WebApplicationBuilder AddLogs(this WebApplicationBuilder builder, LogSettings settings)
    {
        builder.Logging.AddLines(settings)
            .Quiet(settings, "Microsoft.AspNetCore", LogLevel.Warning)
            .Quiet(settings, "Microsoft.Hosting.Lifetime", LogLevel.Information)
            // Nothing is protected by these keys; see AuthSetup.
            .Quiet(settings, "Microsoft.AspNetCore.DataProtection", LogLevel.Critical)
            .Quiet(settings, "Orleans", LogLevel.Warning)
            // Says every second and at length what SiloLink says once.
            .Quiet(settings, "Orleans.Runtime.Messaging.ConnectionManager", LogLevel.Critical);
        return builder;
    }
}
