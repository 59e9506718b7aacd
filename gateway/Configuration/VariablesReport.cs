using Crm.Actors.Contracts.Configuration;

namespace Crm.Actors.Gateway.Configuration;

internal static partial class VariablesReport
{
    /// <summary>Says which variables of this process look like settings and are none, so that a mistyped one is not silently the default.</summary>
    public static WebApplication WarnOfUnknownVariables(this WebApplication app)
    {
        foreach (var variable in KnownVariables.Unknown(Environment.GetEnvironmentVariables().Keys.Cast<string>()))
            LogUnknown(app.Logger, variable);
        return app;
    }

    [LoggerMessage(EventId = 2091, Level = LogLevel.Warning, Message = "{Variable} is set, but there is no such setting (see env.example)")]
    private static partial void LogUnknown(ILogger logger, string variable);
}
