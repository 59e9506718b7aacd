using Crm.Actors.Persistence.Configuration;
using Crm.Actors.Silo.Hosting;
using Shouldly;
using StackExchange.Redis;
using Xunit;

namespace Crm.Actors.IntegrationTests.Users;

public sealed class AuthSettingsTests
{
    [Fact]
    public void Read_NothingSet_HasDefaults()
    {
        var settings = Read([]);

        settings.Sessions.RefreshTokenLifetime.ShouldBe(TimeSpan.FromDays(30));
        settings.Administrator.ShouldBeNull();
        settings.Redis.ShouldBeNull();
    }

    [Fact]
    public void Read_RedisUrls_TheOneForSessionsComesFirst()
    {
        var redis = Read(new() { ["REDIS_URL"] = "redis://other", ["AUTH_REDIS_URL"] = "rediss://crm:p%40ss@redis.example:6380/3" }).Redis!.Options;

        EndPointCollection.ToString(redis.EndPoints[0]).ShouldBe("redis.example:6380");
        (redis.User, redis.Password, redis.DefaultDatabase, redis.Ssl).ShouldBe(("crm", "p@ss", 3, true));
        var plain = Read(new() { ["REDIS_URL"] = "redis://127.0.0.1" }).Redis!.Options;
        (EndPointCollection.ToString(plain.EndPoints[0]), plain.User, plain.Password, plain.Ssl).ShouldBe(("127.0.0.1:6379", null, null, false));
    }

    [Fact]
    public void Read_Sentinels_AreThemTheMasterAndThePrefix()
    {
        var redis = Read(new() { ["AUTH_REDIS_URL"] = "redis-sentinel://:secret@s1,s2:26380/sessions/1", ["CRM_REDIS_PREFIX"] = "prod" }).Redis!;

        (redis.Place, redis.KeyPrefix, redis.Options.DefaultDatabase).ShouldBe(("the master sessions of the sentinels s1:26379, s2:26380", "prod:", 1));
    }

    [Theory]
    [InlineData("AUTH_REFRESH_TOKEN_TTL", "30 days", "ISO 8601")]
    [InlineData("AUTH_REFRESH_TOKEN_TTL", "PT1S", "PT1M")]
    [InlineData("AUTH_ADMIN_EMAIL", "root", "not an e-mail address")]
    [InlineData("AUTH_ADMIN_PASSWORD", "short", "12 to 256")]
    [InlineData("AUTH_ARGON2_MEMORY_KIB", "1024", "from 19456")]
    [InlineData("AUTH_ARGON2_PASSES", "1", "from 2")]
    [InlineData("REDIS_URL", "127.0.0.1:6379", "not a URL")]
    [InlineData("REDIS_URL", "http://127.0.0.1", "not a URL")]
    [InlineData("REDIS_URL", "redis://127.0.0.1/x", "number of a database")]
    [InlineData("AUTH_REDIS_URL", "redis-sentinel://s1:26379", "the master that they watch")]
    [InlineData("CRM_REDIS_PREFIX", "a b", "up to 50 letters")]
    public void Read_WrongVariable_IsNamed(string variable, string value, string fault)
    {
        var variables = new Dictionary<string, string> { ["AUTH_ADMIN_EMAIL"] = "root@example.com", ["AUTH_ADMIN_PASSWORD"] = "long enough for all", [variable] = value };

        var problem = Should.Throw<ConfigurationException>(() => Read(variables));

        problem.Variable.ShouldBe(variable);
        problem.Message.ShouldContain(fault);
    }

    [Theory]
    [InlineData("AUTH_ADMIN_EMAIL", "root@example.com", "AUTH_ADMIN_PASSWORD")]
    [InlineData("AUTH_ADMIN_PASSWORD", "long enough for all", "AUTH_ADMIN_EMAIL")]
    public void Read_HalfAnAdministrator_IsRefused(string variable, string value, string missing) =>
        Should.Throw<ConfigurationException>(() => Read(new() { [variable] = value })).Variable.ShouldBe(missing);

    private static AuthSettings Read(Dictionary<string, string> variables) => AuthSettings.Read(new EnvironmentVariables(variables.GetValueOrDefault));
}
