using Crm.Actors.Contracts.Auth;
using Crm.Actors.Grains.Auth;
using Shouldly;
using Xunit;

namespace Crm.Actors.IntegrationTests.Sessions;

/// <summary>What every place that counts attempts has to do.</summary>
public abstract class LogInAttemptsContract
{
    private protected static readonly AttemptOptions Options = new()
    {
        PerAccount = new FailureBudget(20, TimeSpan.FromHours(1)),
        PerNetwork = new FailureBudget(30, TimeSpan.FromHours(1)),
    };

    private protected abstract ILogInAttempts Attempts { get; }

    [Fact]
    public async Task BeginAsync_HundredAtOnce_FiveMayTry()
    {
        var source = Source("ann", "192.0.2.1");

        var verdicts = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Attempts.BeginAsync(source)));

        verdicts.Count(static verdict => verdict == AttemptVerdict.Go).ShouldBe(AttemptRules.FreeFailures);
        var refused = verdicts.Where(static verdict => verdict != AttemptVerdict.Go).ToList();
        refused.ShouldAllBe(static verdict => verdict.Wait > TimeSpan.Zero && verdict.Wait <= TimeSpan.FromSeconds(1));
        refused.Count(static verdict => verdict.IsFirst).ShouldBe(1);
    }

    [Fact]
    public async Task SucceedAsync_AfterFailures_IsACleanSheet()
    {
        var source = Source("bob", "192.0.2.1");
        await FailAsync(source, 4);
        (await Attempts.BeginAsync(source)).ShouldBe(AttemptVerdict.Go);
        await Attempts.SucceedAsync(source);

        await FailAsync(source, 5);

        (await Attempts.BeginAsync(source)).IsFirst.ShouldBeTrue();
    }

    [Fact]
    public async Task AbandonAsync_Always_CountsNothing()
    {
        var source = Source("cid", "192.0.2.1");
        for (var i = 0; i < 200; i++)
        {
            (await Attempts.BeginAsync(source)).ShouldBe(AttemptVerdict.Go);
            await Attempts.AbandonAsync(source);
        }
    }

    [Fact]
    public async Task BeginAsync_AccountFromManyNetworks_IsSlowedButNotWhereItsOwnerWas()
    {
        var owner = Source("dan", "198.51.100.1");
        await Attempts.BeginAsync(owner);
        await Attempts.SucceedAsync(owner);
        for (var i = 0; i < 20; i++)
            await FailAsync(Source("dan", $"203.0.113.{i}"), 1);

        var stranger = await Attempts.BeginAsync(Source("dan", "203.0.113.99"));

        stranger.Wait.ShouldBeInRange(TimeSpan.FromMinutes(50), TimeSpan.FromHours(1));
        (await Attempts.BeginAsync(owner)).ShouldBe(AttemptVerdict.Go);
        await Attempts.SucceedAsync(owner);
        (await Attempts.BeginAsync(Source("dan", "203.0.113.99"))).Wait.ShouldBeGreaterThan(TimeSpan.Zero, "The owner's success gives strangers nothing.");
        (await Attempts.BeginAsync(Source("eve", "203.0.113.99"))).ShouldBe(AttemptVerdict.Go);
    }

    [Fact]
    public async Task BeginAsync_ManyAccountsFromOneNetwork_IsSlowedThere()
    {
        for (var i = 0; i < 30; i++)
            await FailAsync(Source($"user{i}", "192.0.2.8"), 1);

        (await Attempts.BeginAsync(Source("another", "192.0.2.8"))).Wait.ShouldBeGreaterThan(TimeSpan.FromMinutes(50));
        (await Attempts.BeginAsync(Source("another", "192.0.2.9"))).ShouldBe(AttemptVerdict.Go);
    }

    private protected static AttemptSource Source(string name, string address) => AttemptSource.Of($"{name}@example.com", new Origin(address, null));

    private protected async Task FailAsync(AttemptSource source, int times)
    {
        for (var i = 0; i < times; i++)
            (await Attempts.BeginAsync(source)).ShouldBe(AttemptVerdict.Go);
    }
}
