using Crm.Actors.Persistence.Configuration;
using Crm.Actors.Persistence.Migrations;

using Shouldly;

using Xunit;

namespace Crm.Actors.UnitTests.Configuration;

public sealed class DatabaseLoginsTests
{
    private readonly Dictionary<string, string> _set = new(StringComparer.Ordinal)
    {
        ["CRM_MIGRATOR_DATABASE_URL"] = "postgresql://admin:p@h/crm",
        ["CRM_DATABASE_URL"] = "postgresql://crm_writer:p@h/crm",
        ["CRM_READER_DATABASE_URL"] = "postgresql://crm_reader:p@h/crm",
        ["ORLEANS_DATABASE_URL"] = "postgresql://orleans_app:p@h/crm",
    };

    [Fact]
    public void FromEnvironment_FourLogins_AreRead()
    {
        var logins = DatabaseLogins.FromEnvironment(new EnvironmentVariables(name => _set.GetValueOrDefault(name)));
        logins.Database.ShouldBe("crm");
        logins.Reader.Username.ShouldBe("crm_reader");
    }

    [Theory]
    [InlineData("ORLEANS_DATABASE_URL", "postgresql://orleans_app:p@h/other", "ORLEANS_DATABASE_URL names another database than CRM_MIGRATOR_DATABASE_URL")]
    [InlineData("CRM_DATABASE_URL", "postgresql://admin:p@h/crm", "CRM_DATABASE_URL has the same login as CRM_MIGRATOR_DATABASE_URL; give it one of its own")]
    [InlineData("CRM_READER_DATABASE_URL", "postgresql://crm_writer:p@h/crm", "CRM_READER_DATABASE_URL has the same login as CRM_DATABASE_URL; give it one of its own")]
    [InlineData("CRM_DATABASE_URL", "postgresql://crm_owner:p@h/crm", "CRM_DATABASE_URL logs in as crm_owner, which is reserved")]
    [InlineData("CRM_DATABASE_URL", "postgresql://pg_monitor:p@h/crm", "CRM_DATABASE_URL logs in as pg_monitor, which is reserved")]
    [InlineData("CRM_DATABASE_URL", "postgresql://u1234567890123456789012345678901234567890123456789012345678901234:p@h/crm", "CRM_DATABASE_URL has a login of more than 63 bytes")]
    public void FromEnvironment_UnusableLogin_NamesItsVariable(string variable, string url, string problem)
    {
        _set[variable] = url;
        Should.Throw<ConfigurationException>(() => DatabaseLogins.FromEnvironment(new EnvironmentVariables(name => _set.GetValueOrDefault(name))))
            .Message.ShouldBe(problem);
    }
}
