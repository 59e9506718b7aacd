using System.Diagnostics;

namespace Crm.Actors.Benchmarks.Lists;

/// <summary>How thoroughly lists are measured.</summary>
public sealed record ListLatencyOptions
{
    /// <summary>Deals in the table, all made by the seed.</summary>
    public int Deals { get; init; } = 1_000_000;

    /// <summary>One of so many combinations is measured, drawn by <see cref="Seed"/>; 1 for all.</summary>
    public int OneOf { get; init; } = 1;

    /// <summary>Measurements of every combination.</summary>
    public int FirstRounds { get; init; } = 2;

    /// <summary>How many of the slowest combinations are measured again.</summary>
    public int Slowest { get; init; } = 40;

    /// <summary>Measurements of each of them; 100 or more for a p99.</summary>
    public int Rounds { get; init; } = 100;

    /// <summary>The time; the wall clock unless given. On a machine shared with others, the database process's CPU time says more.</summary>
    public Func<TimeSpan> Clock { get; init; } = static () => Stopwatch.GetElapsedTime(0);

    public int Seed { get; init; } = 1;

    /// <summary>Which of the filters, by name.</summary>
    public Func<string, bool> Filter { get; init; } = static _ => true;

    /// <summary>Take the time of a list that was refused as unavailable, instead of failing.</summary>
    public bool CountRefusals { get; init; }
}
