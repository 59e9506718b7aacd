using System.Security.Cryptography;
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
    [InlineData("AUTH_JWT_PREVIOUS_SECRETS", "short", "at least 32 bytes")]
    [InlineData("AUTH_JWT_PREVIOUS_SECRETS", Secret, "a key twice")]
    [InlineData("AUTH_JWT_KEY_FILES", "/nonexistent", "cannot be read")]
    [InlineData("AUTH_JWT_KEY_FILES", "/proc/version", "no private key")]
    [InlineData("AUTH_ACCESS_TOKEN_TTL", "15m", "ISO 8601")]
    [InlineData("AUTH_ACCESS_TOKEN_TTL", "P2D", "from PT1M to P1D")]
    [InlineData("ORLEANS_DATABASE_URL", null, "is not set")]
    [InlineData("ORLEANS_DATABASE_URL", "Host=db", "must be a URI")]
    [InlineData("ORLEANS_DATABASE_URL", "postgresql://app@db/crm?pool=1", "unknown parameter 'pool'")]
    [InlineData("ORLEANS_DATABASE_URL", "postgresql://db/crm", "must name a user")]
    [InlineData("ORLEANS_DATABASE_URL", "postgresql://app@db", "a host and a database")]
    [InlineData("CRM_CLUSTERING", "etcd", "'adonet' or 'localhost'")]
    [InlineData("CRM_HTTP_URL", "8080", "must be a URL")]
    [InlineData("CRM_SILO_GATEWAY_PORT", "70000", "from 1 to 65535")]
    [InlineData("CRM_RATE_LIMIT_USER", "fast", "such as 100/s;burst=1000")]
    [InlineData("CRM_RATE_LIMIT_ADDRESS", "0/s", "such as 100/s;burst=1000")]
    [InlineData("CRM_RATE_LIMIT_KEY", "1/s;burst=x", "such as 100/s;burst=1000")]
    [InlineData("CRM_RATE_LIMIT_REGISTER", "1/d", "such as 100/s;burst=1000")]
    [InlineData("CRM_TRUSTED_PROXIES", "10.0.0.0/8,proxy", "has 'proxy'")]
    [InlineData("CRM_CORS_ORIGINS", "*", "'*' is not taken")]
    [InlineData("CRM_CORS_ORIGINS", "https://app.example.com/", "without a path")]
    [InlineData("CRM_CORS_ORIGINS", "https://App.example.com", "lower case")]
    [InlineData("REDIS_URL", "localhost:6379", "is not a URL")]
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
    public void Read_SeveralKeys_TheFirstOneSigns()
    {
        var file = Path.GetTempFileName();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        File.WriteAllText(file, key.ExportPkcs8PrivateKeyPem());
        try
        {
            Keys(("AUTH_JWT_SECRET", Secret)).ShouldBe(["HS256"]);
            Keys(("AUTH_JWT_SECRET", Secret), ("AUTH_JWT_PREVIOUS_SECRETS", $"{Secret}-2, {Secret}-3")).ShouldBe(["HS256", "HS256", "HS256"]);
            Keys(("AUTH_JWT_KEY_FILES", file)).ShouldBe(["ES256"]);
            Keys(("AUTH_JWT_KEY_FILES", file), ("AUTH_JWT_SECRET", Secret)).ShouldBe(["ES256", "HS256"]);
        }
        finally
        {
            File.Delete(file);
        }
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
    [InlineData("ROLE_ADMIN", "--role", "ROLE_ADMIN")]
    [InlineData("ROLE_USER", "--ttl", "PT1H", "--role", "ROLE_USER")]
    [InlineData("ROLE_MANAGER", "--role", "ROLE_MANAGER", "--ttl", "PT1H")]
    public void DevToken_Role_IsTheOnlyOne(string role, params string[] args)
    {
        var (code, output, _) = Run(new FakeTimeProvider(), args);

        code.ShouldBe(0);
        new JsonWebToken(output.Trim()).Claims.Where(claim => claim.Type == "roles").Select(claim => claim.Value).ShouldBe([role]);
    }

    [Theory]
    [InlineData("--ttl")]
    [InlineData("--role")]
    [InlineData("--role", "ROLE_ROOT")]
    [InlineData("--role", "role_admin")]
    [InlineData("--role", "ROLE_USER", "--role", "ROLE_ADMIN")]
    [InlineData("--ttl", "PT1H", "--ttl", "PT2H")]
    [InlineData("--ttl", "PT1H", "ROLE_ADMIN")]
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

    private static IEnumerable<string> Keys(params (string Name, string Value)[] variables) =>
        Read([("ORLEANS_DATABASE_URL", Url), .. variables]).Tokens.Keys.Select(static key => key.Algorithm);

    private static GatewaySettings Read(params (string Name, string Value)[] variables) =>
        GatewaySettings.Read(new EnvironmentVariables(variables.ToDictionary(v => v.Name, v => (string?)v.Value).GetValueOrDefault));
}
