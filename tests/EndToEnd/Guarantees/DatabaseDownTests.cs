using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Crm.Actors.EndToEndTests.Support;
using Shouldly;
using Xunit;

namespace Crm.Actors.EndToEndTests.Guarantees;

/// <summary>G8: without PostgreSQL every write is answered 503 with Retry-After within 2 s, and all is well as soon as it is back.</summary>
[Collection(SystemTests.Name)]
public sealed class DatabaseDownTests(SystemFixture fixture, ITestOutputHelper output)
{
    /// <summary>For most answers: the promise, and what the client itself takes. A single one may be held up by the test machine.</summary>
    private static readonly TimeSpan Promise = TimeSpan.FromSeconds(2.5);

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task G8_PostgresFrozen_Answers503InTimeAndRecovers()
    {
        var path = await NewDealAsync("g8-frozen");
        fixture.System.Postgres.Freeze();
        try
        {
            await CheckRefusalsAsync(path);
        }
        finally
        {
            fixture.System.Postgres.Resume();
        }

        await CheckRecoveryAsync(path, "g8-frozen-after");
    }

    [Fact]
    public async Task G8_PostgresKilled_Answers503InTimeAndRecovers()
    {
        var path = await NewDealAsync("g8-killed");
        await fixture.System.Postgres.KillAsync();
        try
        {
            await CheckRefusalsAsync(path);
            (await fixture.Client.GetAsync("/health/live")).Status.ShouldBe(HttpStatusCode.OK);
            (await fixture.Client.GetAsync("/health/ready")).Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        }
        finally
        {
            await fixture.System.Postgres.StartAsync();
        }

        await CheckRecoveryAsync(path, "g8-killed-after");
    }

    private async Task CheckRefusalsAsync(string path)
    {
        var times = new ConcurrentBag<TimeSpan>();
        for (var round = 0; round < 3; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, 6).Select(async i =>
            {
                var started = Stopwatch.StartNew();
                var answer = i switch
                {
                    0 => await fixture.Client.GetAsync("/api/v1/deals?limit=1"),
                    1 => await fixture.Client.SendAsync(HttpMethod.Post, "/api/v1/deals", """{"title":"new"}"""),
                    _ => await fixture.Client.SendAsync(HttpMethod.Patch, path, $$"""{"title":"{{round}} {{i}}"}"""),
                };
                output.WriteLine($"{(int)answer.Status} after {started.ElapsedMilliseconds} ms");
                answer.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
                answer.MediaType.ShouldBe("application/problem+json");
                answer.RetryAfter.ShouldNotBeNull().ShouldBeInRange(1, 60);
                times.Add(started.Elapsed);
            }));
        }

        times.Order().ElementAt(times.Count / 2).ShouldBeLessThan(Promise);
        times.Max().ShouldBeLessThan(Longest);
    }

    private async Task CheckRecoveryAsync(string path, string key)
    {
        var answer = await fixture.Client.SendUntilAnsweredAsync(HttpMethod.Patch, path, $$"""{"title":"{{key}}"}""", key);
        answer.Status.ShouldBe(HttpStatusCode.OK);
        await fixture.System.UntilReadyAsync();
        await DealHistories.CheckAsync(fixture.System, answer.Id);
    }

    private async Task<string> NewDealAsync(string name) => $"/api/v1/deals/{(await fixture.Client.CreateDealAsync(name, name)).Id}";
}
