using System.Net;
using System.Text.Json.Nodes;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.UnitTests.Gateway.Fakes;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Gateway;

public sealed class DealRequestsTests : IClassFixture<RunningGateway>
{
    private const string Deals = "/api/v1/deals";
    private static readonly string One = $"{Deals}/{FakeDeal.Sample.Id}";

    private readonly RunningGateway _gateway;

    public DealRequestsTests(RunningGateway gateway) => _gateway = gateway.Reset();

    [Fact]
    public async Task Get_Known_AnswersWireShapeWithTagAndPosition()
    {
        var response = await _gateway.Send("GET", One);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Headers.ETag!.ToString().ShouldBe("\"7\"");
        response.Headers.GetValues("Feed-Position").ShouldBe(["e1-42"]);
        response.Content.Headers.ContentType!.ToString().ShouldBe("application/json");
        var text = await response.Content.ReadAsStringAsync();
        text.ShouldBe("""
            {"id":"0192f0c1-2f6a-7cc1-9d7e-3f2a7b1c5d4e","version":7,"title":"Крыша <новая> & more 🏠","client":null,"amount":"1234.50","currency":"EUR","pipelineId":"00000000-0000-7000-8000-0000000000d1","stage":"new","ownerId":"00000000-0000-7000-8000-000000000001","teamId":null,"sharedWith":[],"status":"open","archived":false,"expectedCloseDate":"2026-12-31","tags":["a","b"],"customFields":{"area":12.50,"note":"x"},"createdAt":"2026-03-01T12:30:15.123456Z","updatedAt":"2026-03-01T12:30:16.123456Z"}
            """.Replace("🏠", "\\uD83C\\uDFE0", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("\"7\"", 304)]
    [InlineData("W/\"7\"", 304)]
    [InlineData("\"1\", \"7\"", 304)]
    [InlineData("*", 304)]
    [InlineData("\"8\"", 200)]
    public async Task Get_IfNoneMatch_AnswersNotModifiedWhenCurrent(string tags, int status)
    {
        var response = await _gateway.Send("GET", One, headers: ("If-None-Match", tags));

        ((int)response.StatusCode).ShouldBe(status);
        response.Headers.ETag!.ToString().ShouldBe("\"7\"");
    }

    [Fact]
    public async Task Create_WithoutKey_TakesNextIdAndAnswersCreated()
    {
        var response = await _gateway.Send("POST", Deals, """{"title":"t","amount":1.50,"tags":["x"],"customFields":{"a":1e2,"b":null,"c":"\u0041"}}""");

        response.StatusCode.ShouldBe(HttpStatusCode.Created);
        response.Headers.Location!.ToString().ShouldBe(One);
        _gateway.Deal.Key.ShouldBe(RunningGateway.NewId);
        var command = _gateway.Deal.Received.ShouldBeOfType<CreateDeal>();
        command.Title.ShouldBe("t");
        command.Amount.ToString().ShouldBe("1.50");
        command.CustomFields.ShouldBe(DealView.NoCustomFields.Add("a", "100").Add("c", "\"A\""));
        command.Context.Caller.UserId.ShouldBe(RunningGateway.User);
        command.Context.Caller.Roles.ShouldBe(["ROLE_MANAGER"]);
        command.Context.RequestHash.ShouldBe(Guid.Empty);
    }

    [Fact]
    public async Task Create_SameKeyTwice_NamesTheSameDealAndRequest()
    {
        await _gateway.Send("POST", Deals, """{"title":"t"}""", headers: ("Idempotency-Key", "k"));
        var (id, first) = (_gateway.Deal.Key, (CreateDeal)_gateway.Deal.Received!);
        await _gateway.Send("POST", Deals, """{"title":"t"}""", headers: ("Idempotency-Key", "k"));
        var second = (CreateDeal)_gateway.Deal.Received!;
        _gateway.Deal.Key.ShouldBe(id);
        second.Context.RequestHash.ShouldBe(first.Context.RequestHash);

        await _gateway.Send("POST", Deals, """{"title":"u"}""", headers: ("Idempotency-Key", "k"));
        _gateway.Deal.Key.ShouldBe(id);
        ((CreateDeal)_gateway.Deal.Received!).Context.RequestHash.ShouldNotBe(first.Context.RequestHash);

        await _gateway.Send("POST", Deals, """{"title":"t"}""", headers: ("Idempotency-Key", "l"));
        _gateway.Deal.Key.ShouldNotBe(id);
        id.Version.ShouldBe(8);
        id.Variant.ShouldBeInRange(8, 11);
    }

    [Fact]
    public async Task Patch_AbsentNullAndValue_AreToldApart()
    {
        var response = await _gateway.Send(
            "PATCH",
            One,
            """{"baseVersion":3,"client":null,"amount":"0.10","customFields":{"a":null,"b":true}}""",
            "application/merge-patch+json",
            ("If-Match", "\"7\""),
            ("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var command = _gateway.Deal.Received.ShouldBeOfType<PatchDeal>();
        command.BaseVersion.ShouldBe(3);
        command.Title.IsSet.ShouldBeFalse();
        command.Client.ShouldBe(new Optional<string?>(true, null));
        command.Amount.ShouldBe(new Optional<decimal?>(true, 0.10m));
        command.CustomFields.Value!["a"].ShouldBeNull();
        command.CustomFields.Value!["b"].ShouldBe("true");
        command.Context.IfMatch.ShouldBe(7);
        command.Context.Caller.TraceParent.ShouldBe("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    }

    [Theory]
    [InlineData("win", null, typeof(WinDeal))]
    [InlineData("win", "{}", typeof(WinDeal))]
    [InlineData("reopen", null, typeof(ReopenDeal))]
    [InlineData("archive", null, typeof(ArchiveDeal))]
    [InlineData("restore", null, typeof(RestoreDeal))]
    [InlineData("undo", """{"version":3}""", typeof(UndoDealChange))]
    [InlineData("stage", """{"stage":"proposal"}""", typeof(MoveDealStage))]
    [InlineData("lose", """{"reason":"price"}""", typeof(LoseDeal))]
    [InlineData("owner", """{"ownerId":"00000000-0000-7000-8000-000000000002"}""", typeof(AssignDealOwner))]
    public async Task Post_Action_SendsItsCommand(string action, string? body, Type command)
    {
        var response = await _gateway.Send("POST", $"{One}/{action}", body);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        _gateway.Deal.Key.ShouldBe(FakeDeal.Sample.Id);
        _gateway.Deal.Received.ShouldBeOfType(command);
    }

    [Fact]
    public async Task List_AllParameters_ArriveInTheQuery()
    {
        var response = await _gateway.Send(
            "GET",
            $"{Deals}?limit=5&cursor=c&sort=-amount,title&stage=new&status=lost&ownerId={RunningGateway.User}&teamId=00000000-0000-7000-8000-0000000000b1&minAmount=1.5&maxAmount=2&q=%D0%BA+a%26b&archived=true");

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var query = _gateway.Deal.Received.ShouldBeOfType<ListDeals>();
        (query.Limit, query.Cursor, query.Stage, query.Status, query.OwnerId).ShouldBe((5, "c", "new", DealStatus.Lost, RunningGateway.User));
        query.TeamId.ShouldBe(new Guid("00000000-0000-7000-8000-0000000000b1"));
        (query.MinAmount, query.MaxAmount, query.Text, query.Archived).ShouldBe((1.5m, 2m, "к a&b", true));
        query.Sort.ShouldBe([new DealSort(DealSortField.Amount, true), new DealSort(DealSortField.Title, false)]);
        var page = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        page["items"]!.AsArray().Count.ShouldBe(1);
        ((string?)page["nextCursor"]).ShouldBe("next");
    }

    [Theory]
    [InlineData(Deals)]
    [InlineData("/api/v1/deals/0192f0c1-2f6a-7cc1-9d7e-3f2a7b1c5d4e/history?limit=200")]
    public async Task Page_AskedAgainWithItsTag_IsNotModified(string path)
    {
        var first = await _gateway.Send("GET", path);
        first.StatusCode.ShouldBe(HttpStatusCode.OK);
        first.Headers.ETag!.IsWeak.ShouldBeTrue();

        var again = await _gateway.Send("GET", path, headers: ("If-None-Match", first.Headers.ETag.ToString()));

        again.StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [Fact]
    public async Task History_Known_AnswersEventsVerbatim()
    {
        var response = await _gateway.Send("GET", $"{One}/history");

        (await response.Content.ReadAsStringAsync()).ShouldBe(
            """{"items":[{"id":"0192f0c1-0000-7000-8000-000000000041","version":7,"position":41,"type":"deal.updated","at":"2026-03-01T12:30:15.123456Z","actorId":"00000000-0000-7000-8000-000000000001","data":{"changes":{}}}],"nextCursor":null}""");
    }

    [Fact]
    public async Task Get_Lost_ShowsTheReason()
    {
        _gateway.Deal.Answer = new(FakeDeal.Sample with { Status = DealStatus.Lost, LostReason = "price" }, 1, null);

        var deal = JsonNode.Parse(await _gateway.Client.GetStringAsync(One))!;

        ((string?)deal["status"]).ShouldBe("lost");
        ((string?)deal["lostReason"]).ShouldBe("price");
    }
}
