using Crm.Actors.Clustering.Consul;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Clustering;

public sealed class RetriesTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task Run_Refused_IsTriedOnce()
    {
        var attempts = 0;

        await Should.ThrowAsync<ConsulException>(() => RunAsync(() =>
        {
            attempts++;
            throw new ConsulException("no");
        }));

        attempts.ShouldBe(1);
    }

    [Fact]
    public async Task Run_UnavailableForEver_EndsWhenThePatienceIsOver()
    {
        var attempts = 0;

        await Should.ThrowAsync<ConsulUnavailableException>(() => RunAsync(() =>
        {
            attempts++;
            throw new ConsulUnavailableException("not now");
        }));

        attempts.ShouldBeInRange(2, 6);
    }

    [Fact]
    public async Task Run_UnavailableAtFirst_GivesWhatCameAtLast()
    {
        var attempts = 0;

        (await RunAsync(() => ++attempts < 3 ? throw new ConsulUnavailableException("not now") : Task.FromResult(attempts))).ShouldBe(3);
    }

    /// <summary>The clock runs until the attempts have come to an end.</summary>
    private async Task<int> RunAsync(Func<Task<int>> attempt)
    {
        var running = new Retries(TimeSpan.FromSeconds(2), _time).RunAsync(attempt, CancellationToken.None);
        while (!running.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        return await running;
    }
}
