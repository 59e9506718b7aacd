using Crm.Actors.RateLimits.Redis;
using Shouldly;
using StackExchange.Redis;
using Xunit;

namespace Crm.Actors.UnitTests.RateLimits;

public sealed class RedisAddressTests
{
    [Theory]
    [InlineData("redis://h", "h:6379", null, null, 0, false)]
    [InlineData("redis://:p%2Fs@[::1]:6380/4", "[::1]:6380", null, "p/s", 4, false)]
    [InlineData("rediss://crm:p:s@h:6380", "h:6380", "crm", "p:s", 0, true)]
    public void Parse_OneServer_IsIt(string url, string place, string? user, string? password, int database, bool tls)
    {
        var address = RedisAddress.Parse(url, "test");

        address.Options.ServiceName.ShouldBeNull();
        address.Place.ShouldBe(place);
        Parts(address).ShouldBe((user, password, database, tls));
    }

    [Theory]
    [InlineData("redis-sentinel://h/crm", "h:26379", "crm", null, null, 0, false)]
    [InlineData("redis-sentinel://h/crm/", "h:26379", "crm", null, null, 0, false)]
    [InlineData("redis-sentinel://:p%40s@one:26380,two,[::1]:26381,[::2]/my-master.1/3", "one:26380, two:26379, [::1]:26381, [::2]:26379", "my-master.1", null, "p@s", 3, false)]
    [InlineData("rediss-sentinel://crm:p:s@one,one/m", "one:26379", "m", "crm", "p:s", 0, true)]
    [InlineData("Redis-Sentinel://:a@b@one/m", "one:26379", "m", null, "a@b", 0, false)]
    public void Parse_Sentinels_AreThemAndTheMaster(string url, string places, string master, string? user, string? password, int database, bool tls)
    {
        var address = RedisAddress.Parse(url, "test");

        address.Options.ServiceName.ShouldBe(master);
        address.Place.ShouldBe($"the master {master} of the sentinels {places}");
        Parts(address).ShouldBe((user, password, database, tls));
    }

    [Theory]
    [InlineData("localhost:6379", "is not a URL")]
    [InlineData("redis://", "is not a URL")]
    [InlineData("redis://h:hunter2@", "is not a URL")]
    [InlineData("redis-cluster://:hunter2@h", "is not a URL")]
    [InlineData("redis://:hunter2@h/x", "number of a database")]
    [InlineData("redis://:hunter2@h/0?ssl=true", "number of a database")]
    [InlineData("redis-sentinel://:hunter2@h", "after a '/', the master")]
    [InlineData("redis-sentinel://:hunter2@h/", "must name the master")]
    [InlineData("redis-sentinel://:hunter2@h/m y", "must name the master")]
    [InlineData("redis-sentinel://:hunter2@h/m/x", "number of a database")]
    [InlineData("redis-sentinel://:hunter2@h/m/-1", "number of a database")]
    [InlineData("redis-sentinel://:hunter2@h/m/0/1", "after a '/', the master")]
    [InlineData("redis-sentinel://:hunter2@h/m?x", "%3F")]
    [InlineData("redis-sentinel://:hunter2@/m", "each sentinel")]
    [InlineData("redis-sentinel://:hunter2@one,/m", "each sentinel")]
    [InlineData("redis-sentinel://:hunter2@one:x/m", "each sentinel")]
    [InlineData("redis-sentinel://:hunter2@one:70000/m", "each sentinel")]
    [InlineData("redis-sentinel://:hunter2@one:0/m", "each sentinel")]
    public void Parse_SomethingElse_SaysWhatIsWrongWithoutSecrets(string url, string fault)
    {
        var thrown = Should.Throw<FormatException>(() => RedisAddress.Parse(url, "test"));

        thrown.Message.ShouldContain(fault);
        thrown.Message.ShouldNotContain("hunter2");
        thrown.Message.ShouldNotContain("\n");
    }

    [Fact]
    public void ToString_WithPassword_IsWithoutIt()
    {
        $"{RedisAddress.Parse("redis://:hunter2@h", "test")}".ShouldBe("h:6379");
        $"{RedisAddress.Parse("redis-sentinel://:hunter2@h/m", "test")}".ShouldNotContain("hunter2");
    }

    [Fact]
    public void Parse_Any_TouchesNothingOutsideOfTheNamespace()
    {
        var options = RedisAddress.Parse("redis://h", "test").Options;

        (options.TieBreaker, options.ConfigurationChannel).ShouldBe(("", ""));
    }

    [Theory]
    [InlineData(null, "")]
    [InlineData("", "")]
    [InlineData("prod", "prod:")]
    [InlineData("a.b-c_D1", "a.b-c_D1:")]
    public void KeyPrefix_Usable_HasAColonBehindIt(string? text, string prefix) => RedisKeyPrefix.Parse(text).ShouldBe(prefix);

    [Theory]
    [InlineData("a:b")]
    [InlineData("a*")]
    [InlineData("a b")]
    [InlineData("ä")]
    [InlineData("123456789012345678901234567890123456789012345678901")]
    public void KeyPrefix_Other_IsRefused(string text) => Should.Throw<FormatException>(() => RedisKeyPrefix.Parse(text)).Message.ShouldStartWith("must be up to 50");

    private static (string? User, string? Password, int? Database, bool Tls) Parts(RedisAddress address)
    {
        ConfigurationOptions options = address.Options;
        return (options.User, options.Password, options.DefaultDatabase, options.Ssl);
    }
}
