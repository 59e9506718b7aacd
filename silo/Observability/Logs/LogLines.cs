using Crm.Actors.Observability.Settings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Crm.Actors.Observability.Logs;

/// <summary>Logs on standard output, an entry a line.</summary>
public static class LogLines
{
    /// <summary>Logs in the form and from the level on that the settings say, and nowhere else.</summary>
    public static ILoggingBuilder AddLines(this ILoggingBuilder logging, LogSettings settings)
    {
        logging.ClearProviders();
        if (settings.IsJson)
        {
            logging.Services.AddSingleton<ConsoleFormatter>(new JsonLineFormatter(TimeProvider.System));
            logging.AddConsole(static console => console.FormatterName = JsonLineFormatter.FormatterName);
        }
        else
        {
            logging.AddSimpleConsole(static console =>
            {
                console.SingleLine = true;
                console.UseUtcTimestamp = true;
                console.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ ";
            });
        }

        return logging.SetMinimumLevel(settings.Level);
    }

    /// <summary>Logs less of what others say: from a level on, unless the settings want even less.</summary>
    /// <param name="logging">The program's logs.</param>
    /// <param name="settings">What is logged.</param>
    /// <param name="category">Whose words, such as <c>Orleans</c>.</param>
    /// <param name="level">The level.</param>
    public static ILoggingBuilder Quiet(this ILoggingBuilder logging, LogSettings settings, string category, LogLevel level) =>
        logging.AddFilter(category, level < settings.Level ? settings.Level : level);
}
