using Crm.Actors.EndToEndTests.Auth;
using Crm.Actors.TestKit.Running;
using Shouldly;
using Xunit;

namespace Crm.Actors.EndToEndTests.Streams;

/// <summary>Who sees what of deals that go from one user to another, on two gateways.</summary>
[Collection(AuthTests.Name)]
public sealed class SightTests(AuthFixture fixture)
{
    private const string All = "/api/v1/deals/stream";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task DealGivenAway_BothStream_OneIsToldThatItLeftAndTheOtherGetsIt()
    {
        var (admin, ann, ben) = (await fixture.AdministratorAsync(), await fixture.NewAccountAsync(), await fixture.NewAccountAsync(gateway: 1));
        var deal = await ann.Client.CreateDealAsync("Ten pumps", "create");
        await using var ofAnn = new StreamFollower(ann.Client, All, deal.FeedPosition);
        await using var onlyWon = new StreamFollower(ann.Client, $"{All}?types=deal.won&ownerId={ann.Id}", deal.FeedPosition);
        await using var ofBen = new StreamFollower(ben.Client, All, deal.FeedPosition);
        await using var ofAdmin = new StreamFollower(admin.Client, All, deal.FeedPosition);

        await PatchAsync(ann, deal.Id, "Eleven pumps");
        await AssignAsync(admin, deal.Id, ben.Id);
        await PatchAsync(ben, deal.Id, "Twelve pumps");

        var end = await MarkAsync(ann);
        await UntilAsync(end, ofAnn, onlyWon, ofAdmin);
        await UntilAsync(await MarkAsync(ben), ofBen);
        Types(ofAnn, deal).ShouldBe(["deal.updated", "deal.left"]);
        Types(onlyWon, deal).ShouldBe(["deal.left"]);
        Types(ofBen, deal).ShouldBe(["deal.owner.changed", "deal.updated"]);
        Types(ofAdmin, deal).ShouldBe(["deal.updated", "deal.owner.changed", "deal.updated"]);
        var left = Of(ofAnn, deal)[^1];
        left.Data.ShouldBe($$"""{"id":"{{deal.Id}}","version":3}""");
        left.Position.ShouldBe(Of(ofBen, deal)[0].Position);

        await using var again = new StreamFollower(ann.Client, All, deal.FeedPosition);
        await UntilAsync(end, again);
        again.Events.ShouldBe(ofAnn.Events);
    }

    [Fact]
    public async Task DealUnshared_OneWhoSawIt_IsToldThatItLeft()
    {
        var (ann, ben) = (await fixture.NewAccountAsync(), await fixture.NewAccountAsync(gateway: 1));
        var deal = await ann.Client.CreateDealAsync("Ten pumps", "create");
        await using var ofBen = new StreamFollower(ben.Client, All, deal.FeedPosition);

        await ShareAsync(ann, deal.Id, "share", ben.Id);
        await PatchAsync(ben, deal.Id, "Eleven pumps");
        await ShareAsync(ann, deal.Id, "unshare", ben.Id);
        await PatchAsync(ann, deal.Id, "Twelve pumps");

        var end = await MarkAsync(ben);
        await UntilAsync(end, ofBen);
        Types(ofBen, deal).ShouldBe(["deal.shared", "deal.updated", "deal.left"]);
        await using var again = new StreamFollower(ben.Client, All, deal.FeedPosition);
        await UntilAsync(end, again);
        again.Events.ShouldBe(ofBen.Events);
    }

    [Fact]
    public async Task StreamOfOneDeal_NotOrNoLongerSeen_Is404AndEnds()
    {
        var (admin, ann, ben) = (await fixture.AdministratorAsync(), await fixture.NewAccountAsync(), await fixture.NewAccountAsync(gateway: 1));
        var deal = await ann.Client.CreateDealAsync("Ten pumps", "create");
        var path = $"/api/v1/deals/{deal.Id}/stream";
        (await StatusAsync(ben.Client, path)).ShouldBe(404);
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Last-Event-ID", deal.FeedPosition);
        using var response = await ann.Client.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);

        await AssignAsync(admin, deal.Id, ben.Id);

        var text = await response.Content.ReadAsStringAsync().WaitAsync(Patience);
        text.ShouldContain("event: deal.left");
        text.ShouldNotContain("deal.owner.changed");
        (await StatusAsync(ann.Client, path)).ShouldBe(404);
        (await StatusAsync(ann.Client, $"{path}?lastEventId={deal.FeedPosition}")).ShouldBe(404);
    }

    private static async Task<Answer> PatchAsync(Account account, Guid deal, string title) => Accepted(
        await account.Client.SendUntilAnsweredAsync(HttpMethod.Patch, $"/api/v1/deals/{deal}", $$"""{"title":"{{title}}"}""", title.Replace(' ', '-')));

    private static async Task<Answer> AssignAsync(Account account, Guid deal, Guid owner) => Accepted(
        await account.Client.SendUntilAnsweredAsync(HttpMethod.Post, $"/api/v1/deals/{deal}/owner", $$"""{"ownerId":"{{owner}}"}""", $"to-{owner:N}"));

    private static async Task<Answer> ShareAsync(Account account, Guid deal, string verb, Guid with) => Accepted(
        await account.Client.SendUntilAnsweredAsync(HttpMethod.Post, $"/api/v1/deals/{deal}/{verb}", $$"""{"with":"{{with}}"}""", verb));

    private static Answer Accepted(Answer answer) => answer.IsAccepted ? answer : throw new InvalidOperationException(answer.ToString());

    /// <summary>An event that all streams of the account show, so that what came before it has come.</summary>
    private static async Task<Answer> MarkAsync(Account account)
    {
        var mark = await account.Client.CreateDealAsync("A mark", "mark");
        return Accepted(await account.Client.SendUntilAnsweredAsync(HttpMethod.Post, $"/api/v1/deals/{mark.Id}/win", null, "win"));
    }

    private static StreamMessage[] Of(StreamFollower stream, Answer deal) =>
        [.. stream.Events.Where(message => message.Data.Contains(deal.Id.ToString(), StringComparison.Ordinal))];

    private static string[] Types(StreamFollower stream, Answer deal) => [.. Of(stream, deal).Select(static message => message.Event)];

    private static async Task<int> StatusAsync(CrmClient client, string path)
    {
        using var response = await client.Http.GetAsync(new Uri(path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        return (int)response.StatusCode;
    }

    private static Task UntilAsync(Answer answer, params StreamFollower[] streams)
    {
        var position = long.Parse(answer.FeedPosition.AsSpan(answer.FeedPosition!.LastIndexOf('-') + 1));
        return Condition.WaitAsync(
            () => Array.TrueForAll(streams, stream => stream.Position >= position),
            Patience,
            () => $"streams at {position}, but {string.Join(", ", streams.Select(static stream => stream.Position))}");
    }
}
