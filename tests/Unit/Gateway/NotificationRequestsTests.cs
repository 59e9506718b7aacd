using System.Text.Json.Nodes;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Notifications;
using Crm.Actors.UnitTests.Gateway.Fakes;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Gateway;

public sealed class NotificationRequestsTests : IClassFixture<RunningGateway>
{
    private const string Root = "/api/v1/notifications";
    private const string Preferences = Root + "/preferences";

    private readonly RunningGateway _gateway;

    public NotificationRequestsTests(RunningGateway gateway) => _gateway = gateway.Reset();

    [Theory]
    [InlineData("", 50, null, false)]
    [InlineData("?limit=7&cursor=abc&unread=true", 7, "abc", true)]
    [InlineData("?unread=false", 50, null, false)]
    public async Task List_Query_IsPassedOn(string query, int limit, string? cursor, bool onlyUnread)
    {
        var response = await _gateway.Send("GET", Root + query);

        ((int)response.StatusCode).ShouldBe(200);
        var list = _gateway.Notifications.Last.ShouldBeOfType<ListNotifications>();
        (list.Caller.UserId, list.Limit, list.Cursor, list.OnlyUnread).ShouldBe((RunningGateway.User, limit, cursor, onlyUnread));
        response.Headers.GetValues("Feed-Position").Single().ShouldEndWith("-7");
        var page = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        ((string?)page["nextCursor"], (long)page["unread"]!, (string?)page["items"]![0]!["details"]!["from"]).ShouldBe(("next", 3, "new"));
    }

    [Theory]
    [InlineData("?unread=yes", "unread")]
    [InlineData("?limit=0", "limit")]
    [InlineData("?limit=201", "limit")]
    [InlineData("?userId=00000000-0000-0000-0000-000000000001", "userId")]
    public async Task List_WrongParameter_IsNamed(string query, string parameter)
    {
        var response = await _gateway.Send("GET", Root + query);

        ((int)response.StatusCode).ShouldBe(400);
        (await response.Content.ReadAsStringAsync()).ShouldContain($"\"{parameter}\"");
        _gateway.Notifications.Last.ShouldBeNull();
    }

    [Fact]
    public async Task Read_OneAndAll_AreCommandsOfTheCaller()
    {
        var one = await _gateway.Send("POST", $"{Root}/{FakeNotifications.View.Id}/read", headers: ("If-Match", "\"1\""));

        ((int)one.StatusCode, one.Headers.ETag!.Tag).ShouldBe((200, "\"2\""));
        var read = _gateway.Notifications.Last.ShouldBeOfType<MarkNotificationRead>();
        (read.NotificationId, read.Context.Caller.UserId, read.Context.IfMatch).ShouldBe((FakeNotifications.View.Id, RunningGateway.User, 1));
        ((string?)JsonNode.Parse(await one.Content.ReadAsStringAsync())!["readAt"]).ShouldNotBeNull();

        var all = await _gateway.Send("POST", $"{Root}/read-all");
        (await all.Content.ReadAsStringAsync()).ShouldBe("""{"marked":3}""");
        _gateway.Notifications.Last.ShouldBeOfType<MarkAllNotificationsRead>();
        ((int)(await _gateway.Send("POST", $"{Root}/read-all", """{"before":1}""")).StatusCode).ShouldBe(400);
    }

    [Fact]
    public async Task Read_SomebodyElses_IsNoSuch()
    {
        _gateway.Notifications.Rejection = new Rejection(RejectionCode.NotFound, "There is no such object.");

        ((int)(await _gateway.Send("POST", $"{Root}/{FakeNotifications.View.Id}/read")).StatusCode).ShouldBe(404);
        ((int)(await _gateway.Send("POST", $"{Root}/none/read")).StatusCode).ShouldBe(404);
    }

    [Fact]
    public async Task SetPreferences_Body_IsPassedOn()
    {
        var response = await _gateway.Send("PUT", Preferences, """
            {"timeZone":"Europe/Berlin","language":"ru","types":[{"type":"deal.won","channels":["email"]},{"type":"deal.lost","channels":[]}],
             "quietFrom":"22:00","quietTo":"07:00","digestAt":"09:30","digestChannels":["telegram"]}
            """);

        ((int)response.StatusCode, response.Headers.ETag!.Tag).ShouldBe((200, "\"4\""));
        var set = _gateway.Notifications.Last.ShouldBeOfType<SetNotificationPreferences>();
        (set.TimeZone, set.Language, set.QuietFrom, set.QuietTo, set.DigestAt).ShouldBe(("Europe/Berlin", "ru", "22:00", "07:00", "09:30"));
        set.DigestChannels!.Value.ShouldHaveSingleItem().ShouldBe("telegram");
        set.Types.Select(static choice => $"{choice.Type}:{string.Join(',', choice.Channels)}").ShouldBe(["deal.won:email", "deal.lost:"]);
        var shown = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        ((string?)shown["quietFrom"], (string?)shown["quietTo"], shown["digestAt"]).ShouldBe(("22:00", "07:00", null));
    }

    [Theory]
    [InlineData("""{"types":[{"type":"deal.won"}]}""", 422, "#/types/0/channels")]
    [InlineData("""{"types":[{"channels":[]}]}""", 422, "#/types/0/type")]
    [InlineData("""{"types":{}}""", 400, "#/types")]
    [InlineData("""{"quietFrom":22}""", 400, "#/quietFrom")]
    [InlineData("""{"mutedUntil":null}""", 400, "#/mutedUntil")]
    public async Task SetPreferences_WrongBody_IsNamed(string body, int status, string pointer)
    {
        var response = await _gateway.Send("PUT", Preferences, body);

        ((int)response.StatusCode).ShouldBe(status);
        (await response.Content.ReadAsStringAsync()).ShouldContain($"\"{pointer}\"");
        _gateway.Notifications.Last.ShouldBeNull();
    }

    [Fact]
    public async Task GetPreferences_NobodySetAny_HasTheTagOfNone()
    {
        var response = await _gateway.Send("GET", Preferences);

        response.Headers.ETag!.Tag.ShouldBe("\"0\"");
        _gateway.Notifications.Last.ShouldBeOfType<Caller>().UserId.ShouldBe(RunningGateway.User);
        ((int)(await _gateway.Send("GET", Preferences, headers: ("If-None-Match", "\"0\""))).StatusCode).ShouldBe(304);
    }
}
