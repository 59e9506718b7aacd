using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.UnitTests.Gateway.Fakes;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Gateway;

/// <summary>Requests about what a deal was.</summary>
public sealed class DealPastTests(RunningGateway gateway) : IClassFixture<RunningGateway>
{
    private const string One = "/api/v1/deals/0192f0c1-2f6a-7cc1-9d7e-3f2a7b1c5d4e";

    private readonly RunningGateway _gateway = gateway.Reset();

    [Theory]
    [InlineData("3", 3L, null)]
    [InlineData("9223372036854775807", 9223372036854775807L, null)]
    [InlineData("2026-03-31T12:00:00Z", null, "2026-03-31T12:00:00Z")]
    [InlineData("2026-03-31T12:00:00.123456Z", null, "2026-03-31T12:00:00.123456Z")]
    [InlineData("2026-03-31T12:00:00%2B02:00", null, "2026-03-31T10:00:00Z")]
    [InlineData("2026-03-31T12:00:00-02:30", null, "2026-03-31T14:30:00Z")]
    public async Task Get_AsOf_ArrivesAsAMoment(string text, long? version, string? time)
    {
        var response = await _gateway.Send("GET", $"{One}?asOf={text}");

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var query = _gateway.Deal.Received.ShouldBeOfType<GetDealAsOf>();
        query.DealId.ShouldBe(FakeDeal.Sample.Id);
        DateTimeOffset? moment = time is null ? null : DateTimeOffset.Parse(time, CultureInfo.InvariantCulture);
        query.At.ShouldBe(new DealMoment(version, moment));
    }

    [Theory]
    [InlineData("?asOf=")]
    [InlineData("?asOf=-1")]
    [InlineData("?asOf=1.0")]
    [InlineData("?asOf=9223372036854775808")]
    [InlineData("?asOf=yesterday")]
    [InlineData("?asOf=2026-03-31")]
    [InlineData("?asOf=2026-03-31T12:00:00")]
    [InlineData("?asOf=2026-03-31T12:00:00+02:00")]
    [InlineData("?asOf=2026-02-30T12:00:00Z")]
    [InlineData("?asOf=1&asOf=2")]
    [InlineData("/diff?from=x")]
    [InlineData("/diff?from=1&to=x")]
    [InlineData("/diff?to=1")]
    [InlineData("/diff")]
    [InlineData("/diff?from=1&asOf=2")]
    public async Task Get_NoMoment_IsRefusedByName(string query)
    {
        var response = await _gateway.Send("GET", One + query);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var error = JsonNode.Parse(await response.Content.ReadAsStringAsync())!["errors"]!.AsArray().ShouldHaveSingleItem();
        ((string?)error!["parameter"]).ShouldBeOneOf("asOf", "from", "to");
        _gateway.Deal.Calls.ShouldBe(0);
    }

    [Fact]
    public async Task Get_AsOfAVersionThatIsNotThere_NamesTheParameter()
    {
        _gateway.Deal.Answer = new(null, 0, new Rejection(RejectionCode.Invalid, "A field is not valid.") { Errors = [new FieldError("#/asOf", "Must be less.")] });

        var response = await _gateway.Send("GET", $"{One}?asOf=99");

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var error = JsonNode.Parse(await response.Content.ReadAsStringAsync())!["errors"]!.AsArray().ShouldHaveSingleItem();
        ((string?)error!["parameter"]).ShouldBe("asOf");
    }

    [Fact]
    public async Task Diff_TwoMoments_AnswersTheFieldsThatDiffer()
    {
        var response = await _gateway.Send("GET", $"{One}/diff?from=3&to=2026-03-31T12:00:00Z");

        var query = _gateway.Deal.Received.ShouldBeOfType<GetDealDiff>();
        query.From.ShouldBe(new DealMoment(3, null));
        query.To.ShouldBe(new DealMoment(null, new DateTimeOffset(2026, 3, 31, 12, 0, 0, TimeSpan.Zero)));
        (await response.Content.ReadAsStringAsync()).ShouldBe(
            """{"id":"0192f0c1-2f6a-7cc1-9d7e-3f2a7b1c5d4e","from":{"version":3,"at":"2026-03-01T12:30:15.123456Z"},"to":{"version":7,"at":"2026-03-01T12:30:16.123456Z"},"changes":{"title":{"from":"a","to":"b"},"customFields.x":{"from":null,"to":1.50}}}""");
    }

    [Theory]
    [InlineData("{}", "#/version")]
    [InlineData("""{"version":null}""", "#/version")]
    [InlineData("""{"version":"3"}""", "#/version")]
    [InlineData("""{"version":3.5}""", "#/version")]
    [InlineData("""{"version":3,"reason":"x"}""", "#/reason")]
    public async Task Undo_NoVersion_IsRefusedByPointer(string body, string pointer)
    {
        var response = await _gateway.Send("POST", $"{One}/undo", body);

        ((int)response.StatusCode).ShouldBeInRange(400, 422);
        var error = JsonNode.Parse(await response.Content.ReadAsStringAsync())!["errors"]!.AsArray().ShouldHaveSingleItem();
        ((string?)error!["pointer"]).ShouldBe(pointer);
        _gateway.Deal.Calls.ShouldBe(0);
    }
}
