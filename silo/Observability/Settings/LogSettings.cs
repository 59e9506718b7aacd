using Microsoft.Extensions.Logging;

namespace Crm.Actors.Observability.Settings;

/// <summary>What is logged, and how.</summary>
public sealed record LogSettings
{
    private const string FormatVariable = "CRM_LOG_FORMAT";
    private const string LevelVariable = "CRM_LOG_LEVEL";

    /// <summary>Whether each line is a JSON object, for machines; else it is one for people.</summary>
    public bool IsJson { get; init; }

    /// <summary>The least level that is logged.</summary>
    public LogLevel Level { get; init; } = LogLevel.Information;

    /// <summary>Reads these alone, as <see cref="ObservabilitySettings.Read"/> does.</summary>
    public static LogSettings Read(Func<string, string?> find, Func<string, string, Exception> refuse) => new()
    {
        IsJson = find(FormatVariable) switch
        {
            null or "text" => false,
            "json" => true,
            _ => throw refuse(FormatVariable, "is neither text nor json"),
        },
        Level = find(LevelVariable) switch
        {
            null or "Information" => LogLevel.Information,
            "Trace" => LogLevel.Trace,
            "Debug" => LogLevel.Debug,
            "Warning" => LogLevel.Warning,
            "Error" => LogLevel.Error,
            "Critical" => LogLevel.Critical,
            _ => throw refuse(LevelVariable, "is none of Trace, Debug, Information, Warning, Error and Critical"),
        },
    };
}
