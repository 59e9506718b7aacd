using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Crm.Actors.EndToEndTests.Auth;
using Crm.Actors.TestKit.Running;
using Shouldly;
using Xunit;

namespace Crm.Actors.EndToEndTests.Notifications;

/// <summary>What people are told of, in their list and on their stream.</summary>
[Collection(AuthTests.Name)]
public sealed class NotificationTests(AuthFixture fixture)
{
    private const string Root = "/api/v1/notifications";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task Deal_SharedMovedAndTakenAway_IsToldToWhomItIsSharedWithWhileTheySeeIt()
    {
        var (owner, friend, stranger) = (await fixture.NewAccountAsync(), await fixture.NewAccountAsync(gateway: 1), await fixture.NewAccountAsync());
        var before = await ListAsync(friend);
        await using var stream = new StreamFollower(friend.Client, $"{Root}/stream", before.FeedPosition);
        await using var others = new StreamFollower(stranger.Client, $"{Root}/stream", before.FeedPosition);
        var deal = (await owner.Client.CreateDealAsync("a roof", $"roof-{owner.Id:N}")).Id;

        await ChangeAsync(owner, deal, "share", $$"""{"with":"{{friend.Id}}"}""");
        await ChangeAsync(owner, deal, "stage", """{"stage":"proposal"}""");
        await ChangeAsync(friend, deal, "notes", """{"text":"Called."}""");
        await UntilToldAsync(friend, ["deal.stage.changed", "deal.shared"]);
        await UntilToldAsync(owner, ["deal.note.created"]);
        await ChangeAsync(owner, deal, "unshare", $$"""{"with":"{{friend.Id}}"}""");
        await ChangeAsync(owner, deal, "win", "{}");
        await ChangeAsync(owner, deal, "share", $$"""{"with":"{{friend.Id}}"}""");
        await UntilToldAsync(friend, ["deal.shared", "deal.stage.changed", "deal.shared"]);

        var list = await ListAsync(friend);
        list.Json.GetProperty("unread").GetInt64().ShouldBe(3);
        var moved = list.Json.GetProperty("items")[1];
        (moved.GetProperty("title").GetString(), moved.GetProperty("dealId").GetGuid(), moved.GetProperty("actorId").GetGuid(), moved.GetProperty("details").GetProperty("to").GetString())
            .ShouldBe(("a roof", deal, owner.Id, "proposal"));
        (await fixture.System.Database.ScalarAsync<Guid>($"SELECT id FROM events.log WHERE aggregate_id = '{deal}' AND type = 'deal.stage.changed'"))
            .ShouldBe(moved.GetProperty("eventId").GetGuid());
        (await ListAsync(stranger)).Json.GetProperty("items").GetArrayLength().ShouldBe(0);

        var id = moved.GetProperty("id").GetGuid();
        (await stranger.Client.SendAsync(HttpMethod.Post, $"{Root}/{id}/read", null)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await friend.Client.SendAsync(HttpMethod.Post, $"{Root}/{id}/read", null)).Json.GetProperty("readAt").ValueKind.ShouldBe(JsonValueKind.String);
        (await ListAsync(friend, "?unread=true")).Json.GetProperty("items").GetArrayLength().ShouldBe(2);
        (await friend.Client.SendAsync(HttpMethod.Post, $"{Root}/read-all", null)).Json.GetProperty("marked").GetInt64().ShouldBe(2);
        (await ListAsync(friend)).Json.GetProperty("unread").GetInt64().ShouldBe(0);

        await Condition.WaitAsync(
            () => stream.Events.Select(static e => e.Event).SequenceEqual([.. Enumerable.Repeat("notification.created", 3), .. Enumerable.Repeat("notification.read", 3)]),
            Patience,
            () => $"six messages, and not {string.Join(' ', stream.Events.Select(static e => e.Event))}\n{fixture.System.Log}");
        await Condition.WaitAsync(() => others.Position >= stream.Position, Patience, () => "the stranger's stream to come as far");
        others.Events.ShouldBeEmpty();
    }

    [Fact]
    public async Task Preferences_TypeThatIsNotWanted_IsNotTold_AlsoAfterAKill()
    {
        var (owner, friend) = (await fixture.NewAccountAsync(), await fixture.NewAccountAsync());
        var deal = (await owner.Client.CreateDealAsync("a fence", $"fence-{owner.Id:N}")).Id;
        await ChangeAsync(owner, deal, "share", $$"""{"with":"{{friend.Id}}"}""");
        var set = await friend.Client.SendAsync(HttpMethod.Put, $"{Root}/preferences", """{"types":[{"type":"deal.stage.changed","channels":[]}]}""", $"set-{friend.Id:N}");
        set.ETag.ShouldBe("\"1\"", set.ToString());
        (await friend.Client.SendAsync(HttpMethod.Put, $"{Root}/preferences", "{}", ifMatch: 0)).Status.ShouldBe(HttpStatusCode.PreconditionFailed);
        (await friend.Client.SendAsync(HttpMethod.Put, $"{Root}/preferences", """{"timeZone":"Mars"}""")).Text.ShouldContain("#/timeZone");

        await ChangeAsync(owner, deal, "stage", """{"stage":"proposal"}""");
        await fixture.System.Silos[0].KillAsync();
        fixture.System.Silos[0].Start();
        await fixture.System.UntilReadyAsync();
        await ChangeAsync(owner, deal, "win", "{}");

        await UntilToldAsync(friend, ["deal.won", "deal.shared"]);
        await UntilToldAsync(owner, []);
        (await fixture.System.SiloCommandAsync("verify")).ShouldContain(": 0 differences");
    }

    private static async Task ChangeAsync(Account account, Guid deal, string what, string body)
    {
        var answer = await account.Client.SendUntilAnsweredAsync(HttpMethod.Post, $"/api/v1/deals/{deal}/{what}", body, $"{what}-{RandomNumberGenerator.GetHexString(16)}");
        answer.IsAccepted.ShouldBeTrue(answer.ToString());
    }

    private static async Task<Answer> ListAsync(Account account, string query = "")
    {
        var answer = await account.Client.GetUntilAnsweredAsync(Root + query);
        answer.IsAccepted.ShouldBeTrue(answer.ToString());
        return answer;
    }

    /// <summary>Waits for the types in somebody's list, newest first.</summary>
    private async Task UntilToldAsync(Account account, string[] types)
    {
        string[] told = [];
        await Condition.WaitAsync(
            async () =>
            {
                told = [.. (await ListAsync(account)).Json.GetProperty("items").EnumerateArray().Select(static item => item.GetProperty("type").GetString()!)];
                return told.SequenceEqual(types);
            },
            Patience,
            () => $"{string.Join(' ', types)}, and not {string.Join(' ', told)}\n{fixture.System.Log}");
    }
}
