using Crm.Actors.Persistence.Configuration;
using Crm.Actors.Silo.Telegram;
using NodaTime;
using Shouldly;
using Xunit;

namespace Crm.Actors.IntegrationTests.Telegram;

public sealed class TelegramSettingsTests
{
    [Fact]
    public void Read_NothingSet_IsNoBot()
    {
        var settings = Read();

        settings.Token.ShouldBeNull();
        settings.TimeZone.ShouldBe(DateTimeZone.Utc);
        settings.Sending.AtOnce.ShouldBe(1);
    }

    [Fact]
    public void ToString_WithABot_HidesItsToken() =>
        Read(("TELEGRAM_BOT_TOKEN", "123:hunter2"), ("TELEGRAM_WEBHOOK_SECRET", "hunter2-hunter2-hunter2")).ToString().ShouldNotContain("hunter2");

    [Theory]
    [InlineData("TELEGRAM_BOT_TOKEN", "hunter2", "is no token")]
    [InlineData("TELEGRAM_BOT_TOKEN", "bot:hunter2", "is no token")]
    [InlineData("TELEGRAM_API_URL", "api.telegram.org", "is not a URL")]
    [InlineData("TELEGRAM_WEBHOOK_URL", "https://crm.example.com/telegram/webhook", "TELEGRAM_WEBHOOK_SECRET is not set")]
    [InlineData("TELEGRAM_WEBHOOK_SECRET", "hunter2", "TELEGRAM_WEBHOOK_SECRET must have 16 to 256 letters")]
    [InlineData("TELEGRAM_WEBHOOK_SECRET", "hunter2 with spaces in it", "TELEGRAM_WEBHOOK_SECRET must have 16 to 256 letters")]
    [InlineData("TELEGRAM_TIME_ZONE", "Europe/Nowhere", "TELEGRAM_TIME_ZONE is no time zone")]
    [InlineData("TELEGRAM_TIME_ZONE", "UTC+03:00", "TELEGRAM_TIME_ZONE is no time zone")]
    [InlineData("TELEGRAM_SENDS_AT_ONCE", "31", "is not a whole number from 1 to 30")]
    public void Read_AnUnusableValue_NamesTheVariable(string variable, string value, string problem)
    {
        var refused = Should.Throw<ConfigurationException>(() => Read((variable, value)));

        refused.Message.ShouldContain(problem);
        refused.Message.ShouldNotContain("hunter2");
    }

    private static TelegramSettings Read(params (string Name, string Value)[] variables) =>
        TelegramSettings.Read(new EnvironmentVariables(name => variables.FirstOrDefault(variable => variable.Name == name).Value));
}
