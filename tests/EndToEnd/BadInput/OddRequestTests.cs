using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Crm.Actors.EndToEndTests.Support;
using Crm.Actors.TestKit.Running;
using Shouldly;
using Xunit;

namespace Crm.Actors.EndToEndTests.BadInput;

/// <summary>G11: 100,000 odd requests, no 5xx, a problem for every refusal, and no change without a yes.</summary>
[Collection(SystemTests.Name)]
public sealed class OddRequestTests(SystemFixture fixture, ITestOutputHelper output)
{
    private const int Senders = 16;
    private const int RequestsPerSender = 6250;
    private const int MostAttempts = 5;

    private readonly ConcurrentDictionary<int, int> _statuses = new();
    private int _acceptedWrites;
    private int _busy;

    [Fact]
    public async Task G11_HundredThousandOddRequests_GetNo5xxAndNoHalfDoneChange()
    {
        var deal = await fixture.Client.CreateDealAsync("g11", "g11");
        var pipeline = await fixture.Client.SendUntilAnsweredAsync(HttpMethod.Post, "/api/v1/pipelines", """{"name":"g11","stages":[{"slug":"new"}]}""", "g11-pipeline");
        var payment = await fixture.Client.SendUntilAnsweredAsync(
            HttpMethod.Post, $"/api/v1/deals/{deal.Id}/payments", """{"title":"g11","plannedAmount":"5","currency":"EUR"}""", "g11-payment");
        // With an entry it cannot be cancelled, whoever sends DELETE.
        await fixture.Client.SendUntilAnsweredAsync(HttpMethod.Post, $"/api/v1/payments/{payment.Id}/incomes", """{"date":"2026-05-30","amount":"1"}""", "g11-income");
        var before = await fixture.System.HeadAsync();
        var errors = fixture.System.Errors.Count;
        await Task.WhenAll(Enumerable.Range(1, Senders).Select(seed => Task.Run(() => SendAllAsync(seed, deal.Id, pipeline.Id, payment.Id))));

        output.WriteLine(string.Join(", ", _statuses.OrderBy(static s => s.Key).Select(static s => $"{s.Key}: {s.Value}")) + $"; told to retry: {_busy}");
        _statuses.Values.Sum().ShouldBe(Senders * RequestsPerSender);
        ((await fixture.System.HeadAsync()) - before).ShouldBeLessThanOrEqualTo(_acceptedWrites, "Something changed without a yes.");
        await DealHistories.CheckAsync(fixture.System, deal.Id);
        fixture.System.Errors.Skip(errors).ShouldBeEmpty("A bad request was logged as an error.");
    }

    private async Task SendAllAsync(int seed, Guid deal, Guid pipeline, Guid payment)
    {
        var requests = new OddRequests(seed, deal, pipeline, payment);
        for (var i = 0; i < RequestsPerSender; i++)
            await SendAsync(requests.Next(), seed);
    }

    private async Task SendAsync(OddRequest odd, int seed)
    {
        using var response = await SendUntilNotBusyAsync(odd);
        var status = (int)response.StatusCode;
        _statuses.AddOrUpdate(status, 1, static (_, count) => count + 1);
        status.ShouldBeLessThan(500, $"Seed {seed}: {odd}");
        if (status < 300 && odd.Method is "POST" or "PATCH")
            Interlocked.Increment(ref _acceptedWrites);
        if (status >= 400 && odd.Method != "HEAD")
            await CheckProblemAsync(response, status, $"Seed {seed}: {odd}");
    }

    /// <summary>A machine that is too slow may say "retry later", as it may to any request; the same request must then get its answer.</summary>
    private async Task<HttpResponseMessage> SendUntilNotBusyAsync(OddRequest odd)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var request = ToMessage(odd);
            var response = await fixture.Client.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            if (response.StatusCode != HttpStatusCode.ServiceUnavailable || response.Headers.RetryAfter is null || attempt == MostAttempts)
                return response;
            response.Dispose();
            Interlocked.Increment(ref _busy);
            Interlocked.Increment(ref _acceptedWrites);
        }
    }

    private static async Task CheckProblemAsync(HttpResponseMessage response, int status, string what)
    {
        var text = await response.Content.ReadAsStringAsync();
        (response.Content.Headers.ContentType?.MediaType).ShouldBe("application/problem+json", $"{status} {text} {what}");
        using var problem = JsonDocument.Parse(text);
        problem.RootElement.GetProperty("status").GetInt32().ShouldBe(status, what);
        problem.RootElement.GetProperty("type").GetString().ShouldNotBeNullOrEmpty(what);
        problem.RootElement.GetProperty("traceId").GetString().ShouldNotBeNullOrEmpty(what);
        if (status == 400)
            problem.RootElement.GetProperty("errors").GetArrayLength().ShouldBeGreaterThan(0, $"{text} {what}");
    }

    private static HttpRequestMessage ToMessage(OddRequest odd)
    {
        var request = new HttpRequestMessage(new HttpMethod(odd.Method), new Uri(odd.Path, UriKind.Relative));
        if (odd.Body is not null)
        {
            request.Content = new ByteArrayContent(odd.Body);
            if (odd.MediaType is not null)
                request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(odd.MediaType);
        }

        foreach (var (name, value) in odd.Headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
                request.Content?.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }
}
