using Crm.Actors.FakeTelegram;
using Crm.Actors.FakeTelegram.Methods;
using Crm.Actors.Silo.Telegram.Sending;
using Shouldly;
using Xunit;

namespace Crm.Actors.IntegrationTests.Telegram;

public sealed class BotApiTests
{
    [Theory]
    [InlineData(30, 30)]
    [InlineData(int.MaxValue, 86_400)]
    public async Task SendAsync_TooManyRequests_IsAPauseWithinReason(int retryAfter, int seconds)
    {
        await using var telegram = await FakeTelegramServer.StartAsync();
        telegram.Faults.RetryAfter = retryAfter;
        telegram.Faults.Next(Fault.TooManyRequests);
        var api = new BotApi(BotApi.Connect(new FakeTelegramOptions().Token, telegram.Url, new SendingOptions().AnswerTimeout));

        var result = await api.SendAsync(7, new RenderedMessage("hello", []), TestContext.Current.CancellationToken);

        (result.Outcome, result.RetryAfter).ShouldBe((SendOutcome.Limited, TimeSpan.FromSeconds(seconds)));
    }
}
