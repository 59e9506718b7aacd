using Crm.Actors.RateLimits;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.RateLimits;

public sealed class TokenBucketTests
{
    [Fact]
    public void Take_OthersTakeLongAfterTheClockWasRead_IsNotRefused()
    {
        var bucket = new TokenBucket();
        var limit = RateLimit.Parse("2/s;burst=2")!;
        var later = new Clock(TimeSpan.FromMinutes(10));
        var heldUp = new Clock(TimeSpan.Zero, later, whileRead: () => bucket.Take(limit, later).IsRefused.ShouldBeFalse());

        bucket.Take(limit, heldUp).IsRefused.ShouldBeFalse();
    }

    /// <summary>Whoever reads it first is held up so long that it is <paramref name="later"/> afterwards.</summary>
    private sealed class Clock(TimeSpan now, TimeProvider? later = null, Action? whileRead = null) : TimeProvider
    {
        private bool _wasRead;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp()
        {
            if (_wasRead && later is not null)
                return later.GetTimestamp();
            _wasRead = true;
            whileRead?.Invoke();
            return now.Ticks;
        }
    }
}
