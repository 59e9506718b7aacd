using Crm.Actors.RateLimits;
using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.RateLimits;

public sealed class MemoryBucketsTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void Take_FullBucket_GivesTheBurstAndThenSaysHowLongToWait()
    {
        var buckets = Buckets("10/s;burst=5");

        Enumerable.Range(0, 5).Select(_ => buckets.Take(1)).ShouldBe([new(4, 0), new(3, 0), new(2, 0), new(1, 0), new(0, 0)]);

        buckets.Take(1).ShouldBe(new Taken(0, 100_000));
        buckets.Take(1).RetryAfter.ShouldBe(1, "Part of a second is a whole one in Retry-After.");
        buckets.Take(2).IsRefused.ShouldBeFalse("Others have buckets of their own.");
    }

    [Fact]
    public void Take_AfterAPause_GivesWhatCameMeanwhileAndNeverMoreThanTheBurst()
    {
        var buckets = Buckets("10/s;burst=5");
        TakeAll(buckets).ShouldBe(5);

        _clock.Advance(TimeSpan.FromMilliseconds(99));
        TakeAll(buckets).ShouldBe(0);
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        TakeAll(buckets).ShouldBe(1);
        _clock.Advance(TimeSpan.FromHours(1));
        TakeAll(buckets).ShouldBe(5);
    }

    [Fact]
    public async Task Take_HundredAtOnce_GivesExactlyTheBurst()
    {
        var buckets = Buckets("1/h;burst=40");

        var taken = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(() => buckets.Take(1))));

        taken.Count(static one => !one.IsRefused).ShouldBe(40);
        taken.Where(static one => !one.IsRefused).Select(static one => one.Remaining).Order().ShouldBe(Enumerable.Range(0, 40));
    }

    [Fact]
    public void Take_AnyTimes_NeverMoreThanBurstAndRate() =>
        Gen.Select(Gen.Int[1, 50], Gen.Int[1, 50], Gen.Int[0, 400].Array[1, 100]).Sample((rate, burst, pauses) =>
        {
            var clock = new FakeTimeProvider();
            var buckets = new MemoryBuckets(new RateLimit(rate, TimeSpan.FromSeconds(1), burst), clock);
            var (given, passed) = (0, 0);
            foreach (var pause in pauses)
            {
                clock.Advance(TimeSpan.FromMilliseconds(pause));
                passed += pause;
                if (!buckets.Take(1).IsRefused) given++;
            }

            // An interval is rounded to a microsecond.
            return given <= burst + (passed * rate / 1000.0) + 0.01;
        });

    [Fact]
    public void Take_ManyClients_MemoryIsBounded()
    {
        var buckets = new MemoryBuckets(RateLimit.Parse("1/h")!, _clock, capacity: 100);

        for (var id = 0; id < 10_000; id++) buckets.Take((UInt128)id);

        buckets.Count.ShouldBeLessThanOrEqualTo(200);
    }

    [Fact]
    public void Take_BusyClientAmongMany_IsNotForgotten()
    {
        var buckets = new MemoryBuckets(RateLimit.Parse("1/h;burst=1000")!, _clock, capacity: 100);

        for (var id = 0; id < 1000; id++)
        {
            buckets.Take((UInt128)(id + 1));
            if (id % 20 == 0) buckets.Take(0);
        }

        buckets.Take(0).Remaining.ShouldBe(1000 - 51);
    }

    private MemoryBuckets Buckets(string limit) => new(RateLimit.Parse(limit)!, _clock);

    private static int TakeAll(MemoryBuckets buckets)
    {
        var taken = 0;
        while (!buckets.Take(1).IsRefused) taken++;
        return taken;
    }
}
