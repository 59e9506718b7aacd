using System.Collections.Immutable;

namespace Crm.Actors.Contracts.Pipelines;

/// <summary>When people work on the deals of a pipeline. Times are those that clocks show there, also when they are put forward or back.</summary>
/// <param name="TimeZone">An IANA time zone, such as <c>Europe/Berlin</c>.</param>
/// <param name="Opens">To the minute.</param>
/// <param name="Closes">To the minute, after <paramref name="Opens"/>; 00:00 is the end of the day.</param>
[GenerateSerializer, Immutable, Alias("crm.WorkingHours")]
public sealed record WorkingHours([property: Id(0)] string TimeZone, [property: Id(1)] TimeOnly Opens, [property: Id(2)] TimeOnly Closes)
{
    /// <summary>The names of the days of the week as they are written, Monday first.</summary>
    public static ImmutableArray<string> AllDays { get; } = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    /// <summary>Distinct, of <see cref="AllDays"/>; at least one.</summary>
    [Id(3)] public ImmutableArray<string> Days { get; init; } = ["mon", "tue", "wed", "thu", "fri"];

    /// <summary>Days on which nobody works, up to 366, distinct.</summary>
    [Id(4)] public ImmutableArray<DateOnly> Holidays { get; init; } = [];

    /// <inheritdoc/>
    public bool Equals(WorkingHours? other) => other is not null
        && TimeZone == other.TimeZone && Opens == other.Opens && Closes == other.Closes
        && Days.AsSpan().SequenceEqual(other.Days.AsSpan()) && Holidays.AsSpan().SequenceEqual(other.Holidays.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(TimeZone, Opens, Closes, Days.Length, Holidays.Length);
}
