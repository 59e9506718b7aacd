using Crm.Actors.Contracts.Auth;

namespace Crm.Actors.Grains.Auth;

/// <summary>
/// How many refusals are audited: <see cref="PerMinute"/> of each source, and of all sources no more than <see cref="Slots"/> times as many.
/// Sources share a slot by a hash that nobody outside can know, so one that makes noise hides another by chance only.
/// </summary>
public sealed class RefusalBudget(TimeProvider clock)
{
    public const int PerMinute = 10;
    public const int Slots = 256;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Slot[] _slots = [.. Enumerable.Range(0, Slots).Select(static _ => new Slot())];

    /// <summary>Whether a refusal is to be recorded.</summary>
    /// <param name="address">Where it came from.</param>
    /// <param name="dropped">How many of the same slot were not recorded before this one.</param>
    public bool TryTake(string? address, out int dropped)
    {
        var slot = _slots[(uint)ClientNetwork.Of(address).GetHashCode() % Slots];
        lock (slot)
        {
            var now = clock.GetTimestamp();
            if (slot.Recorded == 0 || clock.GetElapsedTime(slot.Since, now) >= Minute)
                (slot.Since, slot.Recorded) = (now, 0);
            dropped = slot.Dropped;
            if (slot.Recorded == PerMinute)
            {
                slot.Dropped++;
                return false;
            }

            slot.Recorded++;
            slot.Dropped = 0;
            return true;
        }
    }

    private sealed class Slot
    {
        public long Since { get; set; }

        public int Recorded { get; set; }

        public int Dropped { get; set; }
    }
}
