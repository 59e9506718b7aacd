using System.Text;

using Crm.Actors.Persistence.Configuration;

using Npgsql;

namespace Crm.Actors.Persistence.Migrations;

/// <summary>The logins that an installation uses, all into one database.</summary>
/// <param name="Migrator">May create roles and databases (a superuser, or CREATEROLE and CREATEDB).</param>
/// <param name="Writer">The event store.</param>
/// <param name="Reader">Lists, histories and the feed.</param>
/// <param name="Orleans">Clustering, grain storage and reminders.</param>
public sealed record DatabaseLogins(
    NpgsqlConnectionStringBuilder Migrator,
    NpgsqlConnectionStringBuilder Writer,
    NpgsqlConnectionStringBuilder Reader,
    NpgsqlConnectionStringBuilder Orleans)
{
    public const string MigratorVariable = "CRM_MIGRATOR_DATABASE_URL";
    public const string WriterVariable = "CRM_DATABASE_URL";
    public const string ReaderVariable = "CRM_READER_DATABASE_URL";
    public const string OrleansVariable = "ORLEANS_DATABASE_URL";

    /// <summary>The database that holds everything.</summary>
    public string Database => Migrator.Database!;

    /// <summary>Reads the four URLs.</summary>
    /// <exception cref="ConfigurationException">One is missing or malformed, names another database, or shares its login.</exception>
    public static DatabaseLogins FromEnvironment(EnvironmentVariables variables)
    {
        ArgumentNullException.ThrowIfNull(variables);
        var logins = new DatabaseLogins(
            variables.GetDatabase(MigratorVariable),
            variables.GetDatabase(WriterVariable),
            variables.GetDatabase(ReaderVariable),
            variables.GetDatabase(OrleansVariable));
        logins.Validate();
        return logins;
    }

    /// <summary>Without anything: it holds passwords.</summary>
    public override string ToString() => nameof(DatabaseLogins);

    private void Validate()
    {
        if (Encoding.UTF8.GetByteCount(Database) > SqlText.MaxNameBytes)
            throw new ConfigurationException(MigratorVariable, $"has a database name of more than {SqlText.MaxNameBytes} bytes");
        var users = new Dictionary<string, string>(StringComparer.Ordinal) { [Migrator.Username!] = MigratorVariable };
        foreach (var (variable, login) in new[] { (WriterVariable, Writer), (ReaderVariable, Reader), (OrleansVariable, Orleans) })
        {
            if (!string.Equals(login.Database, Database, StringComparison.Ordinal))
                throw new ConfigurationException(variable, $"names another database than {MigratorVariable}");
            if (Encoding.UTF8.GetByteCount(login.Username!) > SqlText.MaxNameBytes)
                throw new ConfigurationException(variable, $"has a login of more than {SqlText.MaxNameBytes} bytes");
            if (RoleNames.IsReserved(login.Username!))
                throw new ConfigurationException(variable, $"logs in as {login.Username}, which is reserved");
            if (!users.TryAdd(login.Username!, variable))
                throw new ConfigurationException(variable, $"has the same login as {users[login.Username!]}; give it one of its own");
        }
    }
}
