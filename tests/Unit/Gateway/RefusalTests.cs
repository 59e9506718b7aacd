using System.Text.Json.Nodes;
using Crm.Actors.Contracts;
using Crm.Actors.UnitTests.Gateway.Fakes;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Gateway;

public sealed class RefusalTests : IClassFixture<RunningGateway>
{
    private static readonly string One = $"/api/v1/deals/{FakeDeal.Sample.Id}";

    private readonly RunningGateway _gateway;

    public RefusalTests(RunningGateway gateway) => _gateway = gateway.Reset();

    [Theory]
    [InlineData(RejectionCode.NotFound, 404, "not-found")]
    [InlineData(RejectionCode.Invalid, 422, "invalid")]
    [InlineData(RejectionCode.VersionMismatch, 412, "version-mismatch")]
    [InlineData(RejectionCode.MergeConflict, 409, "merge-conflict")]
    [InlineData(RejectionCode.NotAllowedNow, 409, "not-allowed-now")]
    [InlineData(RejectionCode.KeyReused, 422, "key-reused")]
    [InlineData(RejectionCode.Forbidden, 403, "forbidden")]
    [InlineData(RejectionCode.Unavailable, 503, "unavailable")]
    [InlineData(RejectionCode.Overloaded, 503, "overloaded")]
    public async Task Patch_Refused_AnswersTheCodesStatus(RejectionCode code, int status, string type)
    {
        _gateway.Deal.Answer = new(null, 0, new Rejection(code, "Because."));

        var response = await _gateway.Send("PATCH", One, "{}");

        ((int)response.StatusCode).ShouldBe(status);
        response.Headers.Contains("Retry-After").ShouldBe(status == 503);
        var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        ((string?)problem["type"]).ShouldBe($"urn:crm-actors:problem:{type}");
        ((string?)problem["detail"]).ShouldBe("Because.");
    }

    [Fact]
    public async Task Patch_Conflict_ShowsThreeValuesAsJson()
    {
        _gateway.Deal.Answer = new(null, 0, new Rejection(RejectionCode.MergeConflict, "Same field.")
        {
            CurrentVersion = 9,
            Conflicts = [new FieldConflict("tags", "[]", """["a"]""", "null")],
        });

        var response = await _gateway.Send("PATCH", One, "{}");

        (await response.Content.ReadAsStringAsync()).ShouldContain(
            "\"currentVersion\":9,\"conflicts\":[{\"field\":\"tags\",\"base\":[],\"yours\":[\"a\"],\"theirs\":null}]");
    }

    [Fact]
    public async Task List_ForgedCursor_IsA400ThatNamesTheParameter()
    {
        _gateway.Deal.Answer = new(null, 0, new Rejection(RejectionCode.Invalid, "Not a cursor.") { Errors = [new FieldError("#/cursor", "is not ours")] });

        var response = await _gateway.Send("GET", "/api/v1/deals?cursor=x");

        ((int)response.StatusCode).ShouldBe(400);
        (await response.Content.ReadAsStringAsync()).ShouldContain("""{"parameter":"cursor","detail":"is not ours"}""");
    }

    public static TheoryData<Exception> Outages => [new TimeoutException(), new Orleans.Runtime.SiloUnavailableException("gone"), new OperationCanceledException()];

    [Theory]
    [MemberData(nameof(Outages))]
    public async Task Any_SiloDoesNotAnswer_Is503WithRetryAfter(Exception failure)
    {
        _gateway.Deal.Failure = failure;

        foreach (var path in new[] { One, "/api/v1/deals", $"{One}/history", "/health/ready" })
        {
            var response = await _gateway.Send("GET", path);
            ((int)response.StatusCode).ShouldBe(503);
            response.Headers.RetryAfter!.ToString().ShouldBe("1");
        }

        _gateway.Logs.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Any_NoSilo_Is503WithoutAskingAndLiveStays()
    {
        _gateway.IsUp = false;

        ((int)(await _gateway.Send("GET", One)).StatusCode).ShouldBe(503);
        ((int)(await _gateway.Send("PATCH", One, "{}")).StatusCode).ShouldBe(503);
        ((int)(await _gateway.Send("GET", "/health/ready")).StatusCode).ShouldBe(503);
        ((int)(await _gateway.Send("GET", "/health/live")).StatusCode).ShouldBe(200);
        _gateway.Deal.Calls.ShouldBe(0);
    }

    [Fact]
    public async Task Ready_DatabaseDown_Is503InFixedWordsAndTheLogSaysWhy()
    {
        _gateway.Deal.Fault = "10.0.0.7 refused the password of crm_writer";

        var response = await _gateway.Send("GET", "/health/ready");

        ((int)response.StatusCode).ShouldBe(503);
        (await response.Content.ReadAsStringAsync()).ShouldContain("\"detail\":\"Requests cannot be served at the moment.\"");
    }

    [Fact]
    public async Task Any_GrainThrows_IsALogged500WithoutItsText()
    {
        _gateway.Deal.Failure = new InvalidOperationException("secret");

        var response = await _gateway.Send("GET", One);

        ((int)response.StatusCode).ShouldBe(500);
        (await response.Content.ReadAsStringAsync()).ShouldNotContain("secret");
        (await _gateway.Logs.NextError(TimeSpan.FromSeconds(30))).ShouldContain("secret");
    }

    [Fact]
    public async Task Patch_NothingChanged_HasNoPosition()
    {
        _gateway.Deal.Answer = new(FakeDeal.Sample, 0, null);

        (await _gateway.Send("PATCH", One, "{}")).Headers.Contains("Feed-Position").ShouldBeFalse();
    }
}
