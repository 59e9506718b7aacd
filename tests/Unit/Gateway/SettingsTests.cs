using Crm.Actors.Gateway;
using Crm.Actors.Gateway.Auth;
using Crm.Actors.Gateway.Configuration;
using Crm.Actors.UnitTests.Gateway.Fakes;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Gateway;

public sealed class SettingsTests
{
    private const string Secret = "0123456789abcdef0123456789abcdef";
    private const string Url = "postgresql://app:p%40ss@db:5433/crm?search_path=orleans";

    [Fact]
    public void Read_Defaults_NeedSecretAndDatabaseOnly()
    {
        var settings = Read(("AUTH_JWT_SECRET", Secret), ("ORLEANS_DATABASE_URL", Url));

        settings.HttpUrl.ShouldBe("http://127.0.0.1:8080");
        settings.MembershipConnection.ShouldNotBeNull();
        foreach (var part in new[] { "Host=db", "Port=5433", "Database=crm", "Username=app", "Password=p@ss", "Search Path=orleans" })
            settings.MembershipConnection.ShouldContain(part, Case.Insensitive);
    }

    [Theory]
    [InlineData("AUTH_JWT_SECRET", null, "is not set")]
    [InlineData("AUTH_JWT_SECRET", "short", "at least 32 bytes")]
    [InlineData("ORLEANS_DATABASE_URL", null, "is not set")]
    [InlineData("ORLEANS_DATABASE_URL", "Host=db", "must be a URI")]
    [InlineData("ORLEANS_DATABASE_URL", "postgresql://app@db/crm?pool=1", "unknown parameter 'pool'")]
    [InlineData("ORLEANS_DATABASE_URL", "postgresql://db/crm", "must name a user")]
    [InlineData("ORLEANS_DATABASE_URL", "postgresql://app@db", "a host and a database")]
    [InlineData("CRM_CLUSTERING", "etcd", "'adonet' or 'localhost'")]
    [InlineData("CRM_HTTP_URL", "8080", "must be a URL")]
    [InlineData("CRM_SILO_GATEWAY_PORT", "70000", "from 1 to 65535")]
    [InlineData("AUTH_JWT_SECRET_FILE", "/nonexistent", "cannot be read")]
    public void Read_WrongVariable_IsNamed(string variable, string? value, string fault)
    {
        var good = new Dictionary<string, string?> { ["AUTH_JWT_SECRET"] = Secret, ["ORLEANS_DATABASE_URL"] = Url, [variable] = value };
        if (variable == "AUTH_JWT_SECRET_FILE") good.Remove("AUTH_JWT_SECRET");

        var thrown = Should.Throw<ConfigurationException>(() => GatewaySettings.Read(new EnvironmentVariables(good.GetValueOrDefault)));

        thrown.Variable.ShouldBe(variable);
        thrown.Message.ShouldContain(fault);
        thrown.Message.ShouldNotContain("\n");
    }

    [Fact]
    public async Task Main_UnknownCommand_EndsWith2() => (await Program.Main(["migrate"])).ShouldBe(2);

    [Fact]
    public async Task DevToken_GoodTtl_IsForTheDevelopmentUser()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var (code, output, _) = Run(time, "--ttl", "PT1H");

        code.ShouldBe(0);
        var token = new JsonWebToken(output.Trim());
        token.Subject.ShouldBe(DevTokenCommand.UserId.ToString());
        token.GetClaim("roles").Value.ShouldBe("ROLE_MANAGER");
        (token.ValidTo - time.GetUtcNow().UtcDateTime).ShouldBe(TimeSpan.FromHours(1), TimeSpan.FromSeconds(1));
        (await new JsonWebTokenHandler().ValidateTokenAsync(output.Trim(), AuthSetup.Parameters(RunningGateway.Tokens))).IsValid.ShouldBeTrue();
    }

    [Theory]
    [InlineData("--ttl")]
    [InlineData("--ttl", "1h")]
    [InlineData("--ttl", "-PT1H")]
    [InlineData("--ttl", "P2000D")]
    [InlineData("--other", "PT1H")]
    public void DevToken_BadArguments_EndsWith2(params string[] args)
    {
        var (code, output, errors) = Run(new FakeTimeProvider(), args);

        code.ShouldBe(2);
        output.ShouldBeEmpty();
        errors.ShouldContain("usage");
    }

    private static (int Code, string Output, string Errors) Run(TimeProvider time, params string[] args)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        return (DevTokenCommand.Run(args, RunningGateway.Tokens, time, output, errors), output.ToString(), errors.ToString());
    }

    private static GatewaySettings Read(params (string Name, string Value)[] variables) =>
        GatewaySettings.Read(new EnvironmentVariables(variables.ToDictionary(v => v.Name, v => (string?)v.Value).GetValueOrDefault));
}
