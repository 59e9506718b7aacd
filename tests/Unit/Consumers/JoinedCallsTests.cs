using System.Collections.Concurrent;
using Crm.Actors.Grains.Consumers;
using Crm.Actors.Persistence.Consumers;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Consumers;

public sealed class JoinedCallsTests
{
    private const int Most = 10;
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(25);
    private readonly FakeTimeProvider _time = new();
    private readonly ConcurrentQueue<int[]> _runs = new();

    [Fact]
    public async Task Join_CallsFollowTheFirst_RunTogetherWhenThePaceIsOver()
    {
        var calls = Calls(items => _runs.Enqueue([.. items]));
        await calls.JoinAsync([1]);
        var (second, third) = (calls.JoinAsync([2]), calls.JoinAsync([3]));

        second.IsCompleted.ShouldBeFalse();
        await AdvanceUntilAsync(Task.WhenAll(second, third));

        _runs.ShouldBe([[1], [2, 3]]);
    }

    [Fact]
    public async Task Join_AsManyWaitAsGoIntoARun_IsNotHeldUp()
    {
        using var entered = new SemaphoreSlim(0);
        using var go = new SemaphoreSlim(0);
        var calls = new JoinedCalls<int>(
            async _ =>
            {
                entered.Release();
                await go.WaitAsync();
            },
            Most, Pace, _time);
        var first = calls.JoinAsync([0]);
        await entered.WaitAsync();
        var full = calls.JoinAsync([.. Enumerable.Range(0, Most)]);
        go.Release(2);

        await Task.WhenAll(first, full);
    }

    [Fact]
    public async Task Join_OneCallFailsTheRun_TheOthersSucceed()
    {
        using var entered = new SemaphoreSlim(0);
        using var go = new SemaphoreSlim(0);
        var calls = new JoinedCalls<int>(
            async items =>
            {
                entered.Release();
                await go.WaitAsync();
                if (items.Contains(13))
                    throw new FormatException("13");
            },
            Most, TimeSpan.Zero, _time);
        var first = calls.JoinAsync([0]);
        await entered.WaitAsync();
        var (bad, good) = (calls.JoinAsync([13]), calls.JoinAsync([14]));
        go.Release(4);

        await first;
        await good;
        (await bad.ShouldThrowAsync<FormatException>()).Message.ShouldBe("13");
    }

    [Fact]
    public async Task Join_StoreIsUnavailable_AllAreToldAtOnce()
    {
        var calls = Calls(_ => throw new ConsumerUnavailableException("away"));

        await calls.JoinAsync([1]).ShouldThrowAsync<ConsumerUnavailableException>();
    }

    private JoinedCalls<int> Calls(Action<IReadOnlyList<int>> run) => new(
        items =>
        {
            run(items);
            return Task.CompletedTask;
        },
        Most, Pace, _time);

    /// <summary>The pause begins at a moment that only the code under test knows.</summary>
    private async Task AdvanceUntilAsync(Task task)
    {
        while (!task.IsCompleted)
        {
            _time.Advance(Pace);
            await Task.Yield();
        }

        await task;
    }
}
