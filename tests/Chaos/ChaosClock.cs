using System.Diagnostics;

namespace Crm.Actors.Chaos;

/// <summary>The time since a run began, the same for all that is recorded.</summary>
public sealed class ChaosClock
{
    private readonly long _start = Stopwatch.GetTimestamp();

    public TimeSpan Now => Stopwatch.GetElapsedTime(_start);
}
