using Crm.Actors.RateLimits.Redis;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.RateLimits;

public sealed class LeaseTests
{
    [Fact]
    public void TryTake_ClockReadBeforeTheTokensCame_IsNotRefused()
    {
        var lease = new Lease();
        lease.Put(new Granted(2, 0, 0), now: 100);

        lease.TryTake(99, out var taken).ShouldBeTrue();
        taken.IsRefused.ShouldBeFalse();
    }

    [Fact]
    public void TryTake_Refusal_EndsWithItsWait()
    {
        var lease = new Lease();
        lease.Put(new Granted(0, 0, 50), now: 100);

        lease.TryTake(149, out var taken).ShouldBeTrue();
        (taken.IsRefused, taken.Wait).ShouldBe((true, 1));
        lease.TryTake(150, out _).ShouldBeFalse();
    }

    [Fact]
    public async Task RenewAsync_SomebodyRenewedMeanwhile_KeepsTheTokens()
    {
        var lease = new Lease();
        lease.Put(new Granted(2, 5, 0), now: 100);
        lease.TryTake(100, out _).ShouldBeTrue();

        (await lease.RenewAsync(100, static _ => throw new InvalidOperationException("There is a token still."))).ShouldBeTrue();

        lease.TryTake(100, out var last).ShouldBeTrue();
        last.Remaining.ShouldBe(5);
        lease.TryTake(100, out _).ShouldBeFalse();
    }

    [Fact]
    public async Task RenewAsync_ManyWait_AsksOnce()
    {
        var lease = new Lease();
        var asked = 0;
        var answer = new TaskCompletionSource<bool>();
        Task<bool> Ask(Lease held)
        {
            asked++;
            return answer.Task;
        }

        var (first, second) = (lease.RenewAsync(100, Ask), lease.RenewAsync(100, Ask));
        answer.SetResult(false);

        (await first, await second).ShouldBe((false, false));
        asked.ShouldBe(1);
    }
}
