using Crm.Actors.Contracts.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Crm.Actors.Silo.Hosting;

internal static partial class VariablesReport
{
    /// <summary>Says which variables of this process look like settings and are none, so that a mistyped one is not silently the default.</summary>
    public static IHost WarnOfUnknownVariables(this IHost host)
    {
        var logger = host.Services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(VariablesReport));
        foreach (var variable in KnownVariables.Unknown(Environment.GetEnvironmentVariables().Keys.Cast<string>()))
            LogUnknown(logger, variable);
        return host;
    }

    [LoggerMessage(3390, LogLevel.Warning, "{Variable} is set, but there is no such setting (see env.example)")]
    private static partial void LogUnknown(ILogger logger, string variable);
}
