using System.Text.Json.Nodes;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Payments;
using Crm.Actors.UnitTests.Gateway.Fakes;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Gateway;

/// <summary>Requests about money: read exactly, or refused with the place and without asking anybody.</summary>
public sealed class PaymentRequestsTests : IClassFixture<RunningGateway>
{
    private const string MergePatch = "application/merge-patch+json";
    private static readonly string OfDeal = $"/api/v1/deals/{FakeDeal.Sample.Id}/payments";
    private static readonly string One = $"/api/v1/payments/{FakePayments.View.Id}";
    private static readonly string Entry = $"{One}/incomes/{FakePayments.Entry.Id}";

    private readonly RunningGateway _gateway;

    public PaymentRequestsTests(RunningGateway gateway) => _gateway = gateway.Reset();

    [Theory]
    [InlineData("\"100.10\"", "100.10")]
    [InlineData("100.10", "100.10")]
    [InlineData("1e3", "1000")]
    [InlineData("\"0.0000000000000000000000000001\"", null)]
    [InlineData("\"9999999999999999999999999999\"", "9999999999999999999999999999")]
    public async Task Book_Amount_ArrivesDigitByDigit(string amount, string? read)
    {
        var response = await _gateway.Send("POST", $"{One}/expenses", $$"""{"date":"2026-05-30","amount":{{amount}},"method":"cash"}""");

        if (read is null)
        {
            ((int)response.StatusCode).ShouldBe(400);
            return;
        }

        ((int)response.StatusCode).ShouldBe(201);
        var command = _gateway.Payments.Last.ShouldBeOfType<BookPaymentEntry>();
        (command.EntryId, command.Kind, command.Date, $"{command.Amount}", command.Method, command.Currency)
            .ShouldBe((RunningGateway.NewId, PaymentEntryKind.Expense, new DateOnly(2026, 5, 30), read, "cash", null));
    }

    [Fact]
    public async Task Reverse_WithoutABody_NamesTheEntry()
    {
        var response = await _gateway.Send("DELETE", Entry);

        ((int)response.StatusCode).ShouldBe(200);
        var command = _gateway.Payments.Last.ShouldBeOfType<ReversePaymentEntry>();
        (_gateway.Payments.Key, command.ReversedId, command.Kind, command.Date).ShouldBe((FakePayments.View.Id, FakePayments.Entry.Id, PaymentEntryKind.Income, null));
        JsonNode.Parse(await response.Content.ReadAsStringAsync())!["reverses"]!.GetValue<string>().ShouldBe($"{FakePayments.Entry.Id}");
    }

    [Fact]
    public async Task Transfer_ThatHasNotEnded_Is202()
    {
        var response = await _gateway.Send("POST", $"{Entry}/transfer", $$"""{"paymentId":"{{FakePayments.View.Id}}"}""");

        ((int)response.StatusCode).ShouldBe(202);
        JsonNode.Parse(await response.Content.ReadAsStringAsync())!["outcome"]!.GetValue<string>().ShouldBe("pending");
    }

    [Theory]
    [InlineData("""{"title":"x","plannedAmount":1e400,"currency":"EUR"}""", 400, "#/plannedAmount")]
    [InlineData("""{"title":"x","plannedAmount":"NaN","currency":"EUR"}""", 400, "#/plannedAmount")]
    [InlineData("""{"title":"x","plannedAmount":NaN,"currency":"EUR"}""", 400, "#")]
    [InlineData("""{"title":"x","plannedAmount":"1e2","currency":"EUR"}""", 400, "#/plannedAmount")]
    [InlineData("""{"title":"x","plannedAmount":true,"currency":"EUR"}""", 400, "#/plannedAmount")]
    [InlineData("""{"title":"x","plannedAmount":"5","currency":1}""", 400, "#/currency")]
    [InlineData("""{"title":"x","plannedAmount":"5","currency":"EUR","plannedDate":"2026-06-31"}""", 400, "#/plannedDate")]
    [InlineData("""{"title":"x","plannedAmount":"5","currency":"EUR","received":"5"}""", 400, "#/received")]
    [InlineData("""{"title":"x","plannedAmount":"5","plannedAmount":"6","currency":"EUR"}""", 400, "#/plannedAmount")]
    [InlineData("""{"plannedAmount":"5","currency":"EUR"}""", 422, "#/title")]
    [InlineData("""{"title":"x","currency":"EUR"}""", 422, "#/plannedAmount")]
    [InlineData("""{"title":"x","plannedAmount":"5"}""", 422, "#/currency")]
    public async Task Create_WrongBody_NamesThePlace(string body, int status, string pointer) => await RefusedAsync("POST", OfDeal, body, status, pointer);

    [Theory]
    [InlineData("PATCH", "", """{"plannedAmount":1e400}""", 400, "#/plannedAmount")]
    [InlineData("PATCH", "", """{"plannedDate":"tomorrow"}""", 400, "#/plannedDate")]
    [InlineData("PATCH", "", """{"cancelled":true}""", 400, "#/cancelled")]
    [InlineData("DELETE", "", """{"comment":"x"}""", 400, "#/comment")]
    [InlineData("POST", "/move", """{"dealId":"x"}""", 400, "#/dealId")]
    [InlineData("POST", "/move", "{}", 422, "#/dealId")]
    [InlineData("POST", "/incomes", """{"date":"2026-05-30","amount":1e400}""", 400, "#/amount")]
    [InlineData("POST", "/incomes", """{"date":"2026-05-30","amount":-Infinity}""", 400, "#")]
    [InlineData("POST", "/incomes", """{"date":"2026-05-30T00:00:00Z","amount":"1"}""", 400, "#/date")]
    [InlineData("POST", "/expenses", """{"date":"2026-05-30","amount":"1,5"}""", 400, "#/amount")]
    [InlineData("POST", "/expenses", """{"date":"2026-05-30"}""", 422, "#/amount")]
    [InlineData("DELETE", "/incomes/0192f0c1-2f6a-7cc1-9d7e-3f2a7b1c5d50", """{"date":"0000-01-01"}""", 400, "#/date")]
    [InlineData("DELETE", "/incomes/0192f0c1-2f6a-7cc1-9d7e-3f2a7b1c5d50", """{"amount":"1"}""", 400, "#/amount")]
    [InlineData("POST", "/incomes/0192f0c1-2f6a-7cc1-9d7e-3f2a7b1c5d50/transfer", "{}", 422, "#/paymentId")]
    [InlineData("POST", "/expenses/0192f0c1-2f6a-7cc1-9d7e-3f2a7b1c5d50/transfer", """{"paymentId":null}""", 422, "#/paymentId")]
    public async Task Write_WrongBody_NamesThePlace(string method, string path, string body, int status, string pointer) =>
        await RefusedAsync(method, One + path, body, status, pointer);

    [Fact]
    public async Task Write_RefusedByThePayment_NamesThePlaceToo()
    {
        _gateway.Payments.Refusal = new Rejection(RejectionCode.Invalid, "A field is not valid.") { Errors = [new FieldError("#/amount", "Must be above 0 and below 10^15.")] };

        var problem = await ProblemAsync(await _gateway.Send("POST", $"{One}/incomes", """{"date":"2026-05-30","amount":"-1"}"""), 422);

        problem["errors"]![0]!["pointer"]!.GetValue<string>().ShouldBe("#/amount");
    }

    [Theory]
    [InlineData("GET", "/incomes/x", 404)]
    [InlineData("DELETE", "/expenses/x", 404)]
    [InlineData("GET", "/refunds", 404)]
    [InlineData("PUT", "", 405)]
    [InlineData("GET", "/incomes?limit=201", 400)]
    [InlineData("GET", "?verify=true", 400)]
    public async Task Any_WrongAddress_IsAProblem(string method, string path, int status)
    {
        await ProblemAsync(await _gateway.Send(method, One + path), status);
        _gateway.Payments.Last.ShouldBeNull();
    }

    private async Task RefusedAsync(string method, string path, string body, int status, string pointer)
    {
        var problem = await ProblemAsync(await _gateway.Send(method, path, body, method == "PATCH" ? MergePatch : "application/json"), status);

        problem["errors"]![0]!["pointer"]!.GetValue<string>().ShouldBe(pointer);
        _gateway.Payments.Last.ShouldBeNull();
    }

    private static async Task<JsonNode> ProblemAsync(HttpResponseMessage response, int status)
    {
        var text = await response.Content.ReadAsStringAsync();
        ((int)response.StatusCode).ShouldBe(status, text);
        response.Content.Headers.ContentType!.ToString().ShouldBe("application/problem+json");
        return JsonNode.Parse(text)!;
    }
}
