using Crm.Actors.Observability.Logs;
using Crm.Actors.Observability.Settings;
using Crm.Actors.Persistence.Configuration;
using Crm.Actors.Persistence.Migrations;
using Microsoft.Extensions.Logging;

namespace Crm.Actors.Silo.Hosting;

internal static class MigrateCommand
{
    /// <summary>Makes the roles and tables, or brings them up to date.</summary>
    /// <returns>0, or 1 with one line on standard error.</returns>
    public static async Task<int> RunAsync(EnvironmentVariables environment)
    {
        var settings = LogSettings.Read(environment.Find, static (variable, problem) => new ConfigurationException(variable, problem));
        using var logging = LoggerFactory.Create(builder => builder.AddLines(settings));
        try
        {
            await new DatabaseMigrator(DatabaseLogins.FromEnvironment(environment), logging.CreateLogger<DatabaseMigrator>()).RunAsync();
            return 0;
        }
        catch (MigrationException problem)
        {
            await Console.Error.WriteLineAsync($"silo migrate: {problem.Message}");
            return 1;
        }
    }
}
