using System.Net.Http.Headers;
using System.Text;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Telegram;
using Crm.Actors.Gateway.Configuration;
using Crm.Actors.Gateway.Telegram.Webhook;
using Crm.Actors.UnitTests.Gateway.Fakes;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Gateway;

public sealed class TelegramWebhookTests : IAsyncLifetime
{
    private const string Secret = "a-secret-of-the-webhook";

    private const string Message = """
        {"update_id":7,"message":{"message_id":1,"from":{"id":1001,"username":"ann_1","language_code":"ru"},"chat":{"id":1001,"type":"private"},"date":1,"text":"/deals","new":{"x":[]}}}
        """;

    private readonly RunningGateway _gateway = new() { Telegram = WebhookSecret.Of(Secret) };

    public ValueTask InitializeAsync() => _gateway.InitializeAsync();

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task Post_AMessage_IsTaken()
    {
        (await PostAsync(Message)).ShouldBe(200);

        _gateway.Updates.Taken.ShouldHaveSingleItem()
            .ShouldBe(new TelegramUpdate { UpdateId = 7, ChatId = 1001, SenderId = 1001, Username = "ann_1", Language = "ru", Text = "/deals" });
    }

    [Fact]
    public async Task Post_APress_IsTaken()
    {
        const string Press = """{"update_id":8,"callback_query":{"id":"p","from":{"id":1},"message":{"message_id":5,"chat":{"id":-9}},"data":"d::0:"}}""";

        (await PostAsync(Press)).ShouldBe(200);

        _gateway.Updates.Taken.ShouldHaveSingleItem().ShouldBe(new TelegramUpdate { UpdateId = 8, ChatId = -9, SenderId = 1, PressId = "p", PressData = "d::0:", MessageId = 5 });
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("a-secret-of-the-webhooK")]
    [InlineData("a-secret-of-the-webhook-and-more")]
    public async Task Post_WithoutTheSecret_IsForbidden(string? secret)
    {
        (await PostAsync(Message, secret)).ShouldBe(403);

        _gateway.Updates.Taken.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{"update_id":9,"my_chat_member":{"chat":{"id":1}}}""")]
    [InlineData("""{"update_id":9,"message":{"chat":{"id":1},"photo":[]}}""")]
    [InlineData("""{"update_id":9,"message":{"chat":{"id":"1"},"text":"x"}}""")]
    [InlineData("""{"update_id":9,"callback_query":{"id":"p","data":"x"}}""")]
    [InlineData("""{"update_id":9}""")]
    public async Task Post_AnUpdateThatIsNothingToTheBot_IsDoneWith(string body)
    {
        (await PostAsync(body)).ShouldBe(200);

        _gateway.Updates.Taken.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("no json")]
    [InlineData("[]")]
    [InlineData("""{"message":{"chat":{"id":1},"text":"x"}}""")]
    [InlineData("""{"update_id":1e99}""")]
    [InlineData("""{"update_id":9,"message":{"chat":{"id":1},"text":"\ud800"}}""")]
    public async Task Post_NoUpdate_IsMalformed(string body) => (await PostAsync(body)).ShouldBe(400);

    [Fact]
    public async Task Post_TooLong_IsRefused() => (await PostAsync(new string(' ', WebhookEndpoint.LongestBody) + Message)).ShouldBe(413);

    [Fact]
    public async Task Post_TheQueueTakesNothing_IsToBePostedAgain()
    {
        _gateway.Updates.Rejection = new Rejection(RejectionCode.Unavailable, "away");

        (await PostAsync(Message)).ShouldBe(503);
    }

    [Fact]
    public async Task Post_WhereThereIsNoBot_IsNotFound()
    {
        await using var other = new RunningGateway();
        await other.InitializeAsync();

        (await PostAsync(Message, Secret, other)).ShouldBe(404);
    }

    [Theory]
    [InlineData("short")]
    [InlineData("with a space in it, and more")]
    public void Read_ASecretThatTelegramDoesNotTake_NamesTheVariable(string secret) =>
        Should.Throw<ConfigurationException>(() => WebhookSecret.Read(new EnvironmentVariables(name => name == "TELEGRAM_WEBHOOK_SECRET" ? secret : null)))
            .Message.ShouldContain("TELEGRAM_WEBHOOK_SECRET must have 16 to 256 letters");

    private async Task<int> PostAsync(string body, string? secret = Secret, RunningGateway? gateway = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri((gateway ?? _gateway).Address, WebhookEndpoint.Path));
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        if (secret is not null)
            request.Headers.TryAddWithoutValidation(WebhookSecret.Header, secret);
        using var client = new HttpClient();
        using var answer = await client.SendAsync(request);
        return (int)answer.StatusCode;
    }
}
