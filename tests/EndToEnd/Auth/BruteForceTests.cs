using System.Net.Http.Json;
using Crm.Actors.EndToEndTests.Support;
using Crm.Actors.TestKit.Running;
using Shouldly;
using Xunit;

namespace Crm.Actors.EndToEndTests.Auth;

[Collection(SystemTests.Name)]
public sealed class BruteForceTests(AuthFixture fixture) : IClassFixture<AuthFixture>
{
    private const string Stranger = "203.0.113.66";
    private const string Home = "198.51.100.20";

    [Fact]
    public async Task LogIn_GuessedThroughBothGateways_IsSlowedAndTheOwnerGetsInFromElsewhere()
    {
        var account = await fixture.NewAccountAsync();

        var guesses = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => TryAsync(i % 2, account.Email, "not the password", Stranger)));
        var owner = await TryAsync(1, account.Email, account.Password, Home);

        guesses.ShouldAllBe(static guess => guess.Status == 401 || guess.Status == 429 || guess.Status == 503);
        var slowed = guesses.Where(static guess => guess.Status == 429).ToList();
        slowed.Count.ShouldBeGreaterThan(20);
        slowed.ShouldAllBe(static guess => guess.RetryAfter >= 1);
        guesses.Count(static guess => guess.Status == 401).ShouldBeInRange(1, 10, "Five, and what the waits let through.");
        owner.Status.ShouldBe(200);
        await Condition.WaitAsync(
            async () => (await TryAsync(0, account.Email, "not the password", Stranger)).RetryAfter >= 8, TimeSpan.FromMinutes(1), static () => "a wait that outlasts a slow machine");
        (await TryAsync(0, account.Email, account.Password, Stranger)).Status.ShouldBe(429, "The right password is not tried either.");
        (await fixture.System.Database.ScalarAsync<long>(
            $"SELECT count(*) FROM auth.audit WHERE action = 'session.started' AND outcome = 'slowed' AND address = '{Stranger}'")).ShouldBe(1);
    }

    [Fact]
    public async Task LogIn_UnknownAccount_IsSlowedInTheSameWords()
    {
        var account = await fixture.NewAccountAsync();

        var known = await LastAsync(account.Email, "203.0.113.67");
        var unknown = await LastAsync($"no.{account.Email}", "203.0.113.68");

        (unknown.Status, unknown.Text.Split("\"traceId\"")[0]).ShouldBe((known.Status, known.Text.Split("\"traceId\"")[0]));
        known.Status.ShouldBe(429);
    }

    private async Task<Guess> LastAsync(string email, string address)
    {
        Guess last;
        var tries = 0;
        do last = await TryAsync(0, email, "not the password", address);
        while (last.Status != 429 && ++tries < 100);
        return last;
    }

    private async Task<Guess> TryAsync(int gateway, string email, string password, string address)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"{fixture.System.Gateways[gateway].Url}/api/auth/token"))
        {
            Content = JsonContent.Create(new { email, password }),
        };
        request.Headers.Add("X-Forwarded-For", address);
        using var answer = await http.SendAsync(request);
        return new Guess((int)answer.StatusCode, answer.Headers.RetryAfter?.Delta?.TotalSeconds ?? 0, await answer.Content.ReadAsStringAsync());
    }

    private sealed record Guess(int Status, double RetryAfter, string Text);
}
