using Crm.Actors.Observability.Logs;
using Crm.Actors.Observability.Settings;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Crm.Actors.Silo.Hosting;

internal static class LoggingSetup
{
    /// <summary>One line an entry, on standard output.</summary>
    /// <param name="builder">The silo.</param>
    /// <param name="settings">What is logged, and how; null for the usual.</param>
    public static void AddConsoleLogging(this IHostApplicationBuilder builder, LogSettings? settings = null)
    {
        settings ??= new LogSettings();
        builder.Logging.AddLines(settings)
            .Quiet(settings, "Orleans", LogLevel.Warning)
            .Quiet(settings, "Orleans.Runtime.Silo", LogLevel.Error)
            .Quiet(settings, "Orleans.Runtime.Watchdog", LogLevel.Error)
            .Quiet(settings, "Microsoft.Hosting.Lifetime", LogLevel.Warning)
            .Quiet(settings, "Microsoft.AspNetCore", LogLevel.Warning)
            // Orleans reports every placement through it.
            .Quiet(settings, "Polly", LogLevel.Warning);
    }
}
