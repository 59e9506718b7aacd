using Crm.Actors.Contracts.Auth;
using Crm.Actors.Grains.Auth;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Auth;

public sealed class AttemptsTests
{
    private readonly FakeTimeProvider _clock = new();

    [Theory]
    [InlineData(4, 0)]
    [InlineData(5, 1)]
    [InlineData(6, 2)]
    [InlineData(10, 32)]
    [InlineData(14, 512)]
    [InlineData(15, 900)]
    [InlineData(1_000_000, 900)]
    public void WaitAfter_Failures_DoublesUpToAQuarterOfAnHour(int failures, int seconds) =>
        AttemptRules.WaitAfter(failures).ShouldBe(TimeSpan.FromSeconds(seconds));

    [Fact]
    public void RefusalBudget_OneSourceMakesNoise_OthersAreHeardAndTheMissingAreCounted()
    {
        var budget = new RefusalBudget(_clock);
        var recorded = Enumerable.Range(0, 1000).Count(_ => budget.TryTake("192.0.2.1", out var _));

        recorded.ShouldBe(RefusalBudget.PerMinute);
        Enumerable.Range(0, 200).Count(i => budget.TryTake($"198.51.100.{i}", out var _)).ShouldBeGreaterThan(190, "All but those that share its slot.");
        _clock.Advance(TimeSpan.FromMinutes(1));
        budget.TryTake("192.0.2.1", out var dropped).ShouldBeTrue();
        dropped.ShouldBeGreaterThanOrEqualTo(1000 - RefusalBudget.PerMinute);
    }

    [Fact]
    public void RefusalBudget_EverySource_IsBoundedOverAll()
    {
        var budget = new RefusalBudget(_clock);

        Enumerable.Range(0, 50_000).Count(i => budget.TryTake($"10.{i % 200}.{i / 200}.1", out _)).ShouldBeLessThanOrEqualTo(RefusalBudget.PerMinute * RefusalBudget.Slots);
    }

    [Fact]
    public async Task LogInAsync_FiveWrong_TheNextWaitsWithoutWorkAndIsAuditedOnce()
    {
        using var accounts = new FakeAccounts();
        for (var i = 0; i < 5; i++)
            (await WrongAsync(accounts)).ShouldBe(AuthRejections.WrongCredentials);
        var worked = accounts.Verified;

        for (var i = 0; i < 3; i++)
            (await WrongAsync(accounts)).ShouldBe(AuthRejections.TooManyAttempts(1));

        accounts.Verified.ShouldBe(worked);
        accounts.Audit.Count(static one => one.Outcome == "slowed").ShouldBe(1);
        accounts.Clock.Advance(TimeSpan.FromSeconds(1));
        (await WrongAsync(accounts)).ShouldBe(AuthRejections.WrongCredentials);
        (await WrongAsync(accounts)).ShouldBe(AuthRejections.TooManyAttempts(2));
    }

    [Fact]
    public async Task LogInAsync_UnknownAccount_IsSlowedInTheSameWay()
    {
        using var accounts = new FakeAccounts();

        var known = await SeriesAsync(accounts, FakeAccounts.Email);
        var unknown = await SeriesAsync(accounts, "nobody@example.com");

        unknown.ShouldBe(known);
    }

    [Fact]
    public async Task LogInAsync_SlowedElsewhere_TheOwnerGetsIn()
    {
        using var accounts = new FakeAccounts();
        for (var i = 0; i < 10; i++)
            await WrongAsync(accounts);

        (await accounts.LogIns.LogInAsync(new LogIn(new Origin("198.51.100.7", null), FakeAccounts.Email, FakeAccounts.Password))).Value.ShouldNotBeNull();
    }

    [Fact]
    public async Task LogInAsync_RightAfterFourWrong_StartsAnew()
    {
        using var accounts = new FakeAccounts();
        for (var round = 0; round < 3; round++)
        {
            for (var i = 0; i < 4; i++)
                await WrongAsync(accounts);
            (await accounts.SignInAsync()).ShouldNotBeNull();
        }
    }

    private static async Task<Contracts.Rejection?> WrongAsync(FakeAccounts accounts, string email = FakeAccounts.Email) =>
        (await accounts.LogIns.LogInAsync(new LogIn(FakeAccounts.Origin, email, "wrong"))).Rejection;

    private static async Task<List<Contracts.Rejection?>> SeriesAsync(FakeAccounts accounts, string email)
    {
        var answers = new List<Contracts.Rejection?>();
        for (var i = 0; i < 12; i++)
        {
            answers.Add(await WrongAsync(accounts, email));
            accounts.Clock.Advance(TimeSpan.FromMilliseconds(700));
        }

        return answers;
    }
}
