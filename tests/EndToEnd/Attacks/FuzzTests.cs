using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Crm.Actors.EndToEndTests.Auth;
using Crm.Actors.TestKit.Running;
using Shouldly;
using Xunit;

namespace Crm.Actors.EndToEndTests.Attacks;

/// <summary>20,000 mutated requests over every route that the gateway describes: none is a 5xx, none is let in, none shows what is a victim's.</summary>
[Collection(AttackTests.Name)]
public sealed class FuzzTests(AttackFixture fixture, ITestOutputHelper output)
{
    private const int Senders = 16;
    private const int RequestsPerSender = 1250;
    private const int MostAttempts = 5;
    private const int StirEvery = 25;

    /// <summary>How much of a stream is read: what is there at once, and what comes in this time.</summary>
    private static readonly TimeSpan StreamTime = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);

    [Fact]
    public async Task Fuzz_AllRoutes_No5xxAndNoLeak()
    {
        using var client = new CrmClient(fixture.Gateway.Url, null);
        var operations = ApiOperation.ReadAll((await client.GetAsync("/openapi/v1.json")).Json);
        operations.Length.ShouldBeGreaterThan(35);
        var targets = await FuzzTargets.PrepareAsync(fixture);
        var errors = fixture.System.Errors.Count;
        var user = await fixture.System.Database.ScalarAsync<string>($"SELECT u::text FROM auth.users u WHERE id = '{targets.Victim.Id}'");
        var started = Stopwatch.StartNew();

        await Task.WhenAll(Enumerable.Range(1, Senders).Select(seed => Task.Run(async () =>
        {
            var requests = new FuzzRequests(seed, operations, targets, fixture.Forge);
            for (var i = 0; i < RequestsPerSender; i++)
            {
                if (seed == 1 && i % StirEvery == 0)
                    (await targets.StirAsync(i)).IsAccepted.ShouldBeTrue();
                await CheckAsync(client, requests.Next(), targets, $"Seed {seed}, request {i}");
            }
        })));

        output.WriteLine($"{started.Elapsed.TotalSeconds:0} s; {string.Join(", ", _counts.OrderBy(static count => count.Key, StringComparer.Ordinal).Select(static count => $"{count.Key}: {count.Value}"))}");
        ((int)(await targets.Attacker.MeAsync()).Status).ShouldBe(200, "The attacker could come in all the time.");
        fixture.System.Errors.Skip(errors).ShouldBeEmpty("An attack was logged as an error.");
        (await fixture.System.Database.ScalarAsync<string>($"SELECT u::text FROM auth.users u WHERE id = '{targets.Victim.Id}'")).ShouldBe(user);
        var deal = (await targets.Victim.Client.GetAsync($"/api/v1/deals/{targets.ForeignDeal}")).Json;
        deal.GetProperty("title").GetString().ShouldStartWith(targets.TitleMark);
        deal.GetProperty("ownerId").GetGuid().ShouldBe(targets.Victim.Id);
        deal.GetProperty("status").GetString().ShouldBe("open");
        deal.GetProperty("sharedWith").GetArrayLength().ShouldBe(0);
        ((int)(await Account.UntilAnsweredAsync(targets.Victim.TryLogInAsync)).Status).ShouldBe(200);
    }

    private async Task CheckAsync(CrmClient client, FuzzRequest fuzz, FuzzTargets targets, string what)
    {
        using var response = await SendUntilNotBusyAsync(client, fuzz);
        var status = (int)response.StatusCode;
        Count($"{status}");
        status.ShouldBeLessThan(500, $"{what}: {fuzz}");
        if (fuzz.IsProtected && !fuzz.HasGoodToken)
            status.ShouldBeOneOf([401, 404], $"{what}: {fuzz}");
        if (fuzz.IsProtected && fuzz.IsForeign)
            status.ShouldBeGreaterThanOrEqualTo(400, $"{what}: {fuzz}");
        var answer = $"{response.Headers} {await ReadAsync(response)}";
        targets.IsLeak(answer).ShouldBeFalse($"{what}: {fuzz} answered {answer}");
    }

    private async Task<HttpResponseMessage> SendUntilNotBusyAsync(CrmClient client, FuzzRequest fuzz)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var request = ToMessage(fuzz);
            var response = await client.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            if (response.StatusCode != HttpStatusCode.ServiceUnavailable || response.Headers.RetryAfter is null || attempt == MostAttempts)
                return response;
            response.Dispose();
            Count($"told to retry {fuzz.Request.Method} {fuzz.Request.Path.Split('?')[0]}");
        }
    }

    private static async Task<string> ReadAsync(HttpResponseMessage response)
    {
        if (response.Content.Headers.ContentType?.MediaType != "text/event-stream")
            return await response.Content.ReadAsStringAsync();
        var text = new StringBuilder();
        using var enough = new CancellationTokenSource(StreamTime);
        try
        {
            using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(enough.Token));
            while (await reader.ReadLineAsync(enough.Token) is { } line)
                text.AppendLine(line);
        }
        catch (OperationCanceledException)
        {
            // A stream has no end.
        }

        return text.ToString();
    }

    private static HttpRequestMessage ToMessage(FuzzRequest fuzz)
    {
        var (odd, token) = (fuzz.Request, fuzz.Token);
        var request = new HttpRequestMessage(new HttpMethod(odd.Method), new Uri(odd.Path, UriKind.Relative));
        if (odd.Body is not null)
        {
            request.Content = new ByteArrayContent(odd.Body);
            if (odd.MediaType is not null)
                request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(odd.MediaType);
        }

        foreach (var (name, value) in odd.Headers)
            request.Headers.TryAddWithoutValidation(name, value);
        if (token is not null)
            request.Headers.TryAddWithoutValidation("Authorization", token);
        return request;
    }

    private void Count(string what) => _counts.AddOrUpdate(what, 1, static (_, count) => count + 1);
}
