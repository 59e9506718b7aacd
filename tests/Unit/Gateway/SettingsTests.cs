using System.Security.Cryptography;
using Crm.Actors.Gateway;
using Crm.Actors.Gateway.Auth;
using Crm.Actors.Gateway.Configuration;
using Crm.Actors.UnitTests.Gateway.Fakes;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Npgsql;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Gateway;

public sealed class SettingsTests
{
    private const string Secret = "0123456789abcdef0123456789abcdef";
    private const string Url = "postgresql://app:p%40ss@db:5433/crm?search_path=orleans";
    private static readonly (string Name, string Value)[] Good = [("AUTH_JWT_SECRET", Secret), ("ORLEANS_DATABASE_URL", Url)];

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
    [InlineData("postgresql://app:p@one:5433,two,[::1]:5434/crm?target_session_attrs=primary", "one:5433,two:5432,[::1]:5434", 0, SslMode.Prefer)]
    [InlineData("postgresql://app:p@db/crm?sslmode=verify-full&max_pool_size=30&min_pool_size=9", "db", 5432, SslMode.VerifyFull)]
    [InlineData("postgres://app:p@[2001:db8::1]:5433/crm?sslmode=verify-ca", "2001:db8::1", 5433, SslMode.VerifyCA)]
    [InlineData("postgresql://app:p@db:/crm?sslmode=require&keepalive=5", "db", 5432, SslMode.Require)]
    public void Read_DatabaseUri_IsWhatTheDriverTakes(string uri, string host, int port, SslMode mode)
    {
        var driver = new NpgsqlConnectionStringBuilder(Read(("AUTH_JWT_SECRET", Secret), ("ORLEANS_DATABASE_URL", uri)).MembershipConnection);

        (driver.Host, driver.Database, driver.Username, driver.Password).ShouldBe((host, "crm", "app", "p"));
        if (port > 0) driver.Port.ShouldBe(port);
        driver.SslMode.ShouldBe(mode);
        driver.MaxPoolSize.ShouldBe(2);
    }

    [Fact]
    public void Read_EmptyFile_IsNamed()
    {
        var file = Path.GetTempFileName();
        try
        {
            Should.Throw<ConfigurationException>(() => Read(("AUTH_JWT_SECRET", Secret), ("ORLEANS_DATABASE_URL", Url), ("CRM_CLUSTER_ID_FILE", file)))
                .Message.ShouldBe($"CRM_CLUSTER_ID_FILE names an empty file: {file}");
        }
        finally
        {
            File.Delete(file);
        }
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
    [InlineData("ORLEANS_DATABASE_URL", "postgresql://app@/crm", "a host and a database")]
    [InlineData("ORLEANS_DATABASE_URL", "postgresql://app@db,/crm", "a host and a database")]
    [InlineData("ORLEANS_DATABASE_URL", "postgresql://app@db:65536/crm", "ports from 1 to 65535")]
    [InlineData("ORLEANS_DATABASE_URL", "postgresql://app@db/crm?sslmode=yes", "an sslmode that is not one of")]
    [InlineData("ORLEANS_DATABASE_URL", "postgresql://app@db/crm?connect_timeout=soon", "a whole number from 0 to 1024")]
    [InlineData("ORLEANS_DATABASE_URL", "postgresql://app@db/crm?target_session_attrs=primary", "needs several hosts")]
    [InlineData("ORLEANS_DATABASE_URL", "postgresql://app@one,two/crm?target_session_attrs=first", "not one of any")]
    [InlineData("CRM_CLUSTER_ID", "a/b", "must have 1 to 100 letters")]
    [InlineData("CRM_SERVICE_ID", " ", "must have 1 to 100 letters")]
    [InlineData("CRM_DRAIN_DELAY", "5s", "ISO 8601")]
    [InlineData("CRM_DRAIN_DELAY", "PT2M", "from PT0S to PT1M")]
    [InlineData("CRM_CLUSTERING", "etcd", "'adonet', 'consul' or 'localhost'")]
    [InlineData("CRM_HTTP_URL", "8080", "must be a URL")]
    [InlineData("CRM_SILO_GATEWAY_PORT", "70000", "from 1 to 65535")]
    [InlineData("CRM_RATE_LIMIT_USER", "fast", "such as 100/s;burst=1000")]
    [InlineData("CRM_RATE_LIMIT_ADDRESS", "0/s", "such as 100/s;burst=1000")]
    [InlineData("CRM_RATE_LIMIT_KEY", "1/s;burst=x", "such as 100/s;burst=1000")]
    [InlineData("CRM_RATE_LIMIT_REGISTER", "1/d", "such as 100/s;burst=1000")]
    [InlineData("CRM_HTTP_URL", "http://127.0.0.1:8080/#x", "must be a URL")]
    [InlineData("CRM_TRUSTED_PROXIES", "10.0.0.0/8,proxy", "has 'proxy'")]
    [InlineData("CRM_TRUSTED_PROXIES", "10", "has '10'")]
    [InlineData("CRM_TRUSTED_PROXIES", "010.0.0.1", "has '010.0.0.1'")]
    [InlineData("CRM_TRUSTED_PROXIES", ",", "a comma with no value")]
    [InlineData("CRM_CORS_ORIGINS", "*", "'*' is not taken")]
    [InlineData("CRM_CORS_ORIGINS", "https://app.example.com/", "without a path")]
    [InlineData("CRM_CORS_ORIGINS", "https://App.example.com", "lower case")]
    [InlineData("REDIS_URL", "localhost:6379", "is not a URL")]
    [InlineData("REDIS_URL", "redis-sentinel://host:26379", "the master that they watch")]
    [InlineData("CRM_REDIS_PREFIX", "a:b", "up to 50 letters")]
    [InlineData("CRM_CACHE_TTL", "30", "ISO 8601")]
    [InlineData("CRM_CACHE_TTL", "PT2H", "from PT0S to PT1H")]
    [InlineData("CRM_CACHE_TTL", "-PT1S", "from PT0S to PT1H")]
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

    [Theory]
    [InlineData(null, 30, true)]
    [InlineData("PT1H", 3600, true)]
    [InlineData("PT0S", 0, false)]
    public void Read_TimeToLiveOfAnswers_IsOffOrOn(string? value, int seconds, bool isOn)
    {
        var cache = (value is null ? Read(Good) : Read([.. Good, ("CRM_CACHE_TTL", value)])).Cache;

        (cache.TimeToLive, cache.IsOn).ShouldBe((TimeSpan.FromSeconds(seconds), isOn));
    }

    [Fact]
    public void Read_Redis_HasThePrefixOfTheInstallation()
    {
        var redis = Read([.. Good, ("REDIS_URL", "redis-sentinel://:secret@s1,s2:26380/crm/2"), ("CRM_REDIS_PREFIX", "prod")]).Edge.Redis!;

        (redis.Place, redis.KeyPrefix).ShouldBe(("the master crm of the sentinels s1:26379, s2:26380", "prod:"));
        Read(Good).Edge.Redis.ShouldBeNull();
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
