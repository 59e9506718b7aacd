using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Crm.Actors.FakeTelegram;
using Crm.Actors.FakeTelegram.Methods;
using Crm.Actors.FakeTelegram.Sent;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Telegram;

/// <summary>The fake that other tests believe.</summary>
public sealed class FakeApiTests : IAsyncLifetime
{
    private const long Chat = 1001;

    private readonly HttpClient _http = new();
    private FakeTelegramServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await FakeTelegramServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task SendMessage_WithAButton_IsInTheChatAndInTheLedger()
    {
        var (status, answer) = await CallAsync(
            "sendMessage", """{"chat_id":1001,"text":"Hello","reply_markup":{"inline_keyboard":[[{"text":"Yes","callback_data":"y"}]]}}""");

        status.ShouldBe(HttpStatusCode.OK);
        ((int)answer["result"]!["message_id"]!).ShouldBe(1);
        var message = _server.Chats[Chat].ShouldHaveSingleItem();
        message.Text.ShouldBe("Hello");
        message.Buttons.ShouldHaveSingleItem().Data.ShouldBe("y");
        _server.Ledger.Messages.ShouldHaveSingleItem().Status.ShouldBe(200);
    }

    [Fact]
    public async Task EditMessageText_SameAgain_IsRefusedAsNotModified()
    {
        await CallAsync("sendMessage", """{"chat_id":1001,"text":"One"}""");

        (await CallAsync("editMessageText", """{"chat_id":1001,"message_id":1,"text":"Two"}""")).Status.ShouldBe(HttpStatusCode.OK);
        var (status, answer) = await CallAsync("editMessageText", """{"chat_id":1001,"message_id":1,"text":"Two"}""");

        status.ShouldBe(HttpStatusCode.BadRequest);
        ((string)answer["description"]!).ShouldContain("message is not modified");
        _server.Chats[Chat].ShouldHaveSingleItem().Text.ShouldBe("Two");
    }

    [Theory]
    [InlineData(Fault.TooManyRequests, 429)]
    [InlineData(Fault.ServerError, 500)]
    [InlineData(Fault.Blocked, 403)]
    [InlineData(Fault.Refused, 400)]
    public async Task SendMessage_WithAFault_IsAnsweredSoOnceAndNotDone(Fault fault, int expected)
    {
        _server.Faults.Next(fault);

        var (status, answer) = await CallAsync("sendMessage", """{"chat_id":1001,"text":"Hello"}""");

        ((int)status).ShouldBe(expected);
        if (fault == Fault.TooManyRequests)
            ((int)answer["parameters"]!["retry_after"]!).ShouldBe(1);
        _server.Chats[Chat].ShouldBeEmpty();
        (await CallAsync("sendMessage", """{"chat_id":1001,"text":"Hello"}""")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task SendMessage_DroppedAfterIt_IsDoneWithoutAnAnswer()
    {
        _server.Faults.Next(Fault.DropAfterAccept);

        await Should.ThrowAsync<HttpRequestException>(() => CallAsync("sendMessage", """{"chat_id":1001,"text":"Hello"}"""));

        _server.Ledger.Messages.ShouldHaveSingleItem().Status.ShouldBe(0);
    }

    [Theory]
    [InlineData("""{"chat_id":1001,"text":""}""")]
    [InlineData("""{"text":"nowhere"}""")]
    [InlineData("no json")]
    public async Task SendMessage_WrongBody_IsRefused(string body) =>
        (await CallAsync("sendMessage", body)).Status.ShouldBe(HttpStatusCode.BadRequest);

    [Fact]
    public async Task SetWebhook_WithASecret_KeepsItOutOfTheLedger()
    {
        await CallAsync("setWebhook", """{"url":"http://127.0.0.1:1/telegram/webhook","secret_token":"hunter2-hunter2"}""");

        var ledger = await _http.GetStringAsync(new Uri($"{_server.Url}/fake/ledger"));

        ledger.ShouldContain("setWebhook");
        ledger.ShouldNotContain("hunter2");
    }

    [Fact]
    public async Task AnyMethod_WithAnotherToken_IsUnauthorized()
    {
        using var answer = await _http.GetAsync(new Uri($"{_server.Url}/bot1:wrong/getMe"));

        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public void Fullest_AnyStretch_CountsItsBeginningAndNotItsEnd()
    {
        LedgerEntry[] entries = [At(0, 1), At(999, 1), At(1000, 2), At(1998, 1)];

        RateWindow.Fullest(entries, TimeSpan.FromSeconds(1)).ShouldBe(3);
        RateWindow.FullestOfAnyChat(entries, TimeSpan.FromSeconds(1)).ShouldBe(2);
        RateWindow.Fullest([], TimeSpan.FromSeconds(1)).ShouldBe(0);
    }

    private static LedgerEntry At(int milliseconds, long chat) => new(1, "sendMessage", chat, "", TimeSpan.FromMilliseconds(milliseconds), default);

    private async Task<(HttpStatusCode Status, JsonNode Answer)> CallAsync(string method, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await _http.PostAsync(new Uri($"{_server.Url}/bot{new FakeTelegramOptions().Token}/{method}"), content);
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
    }
}
