namespace Crm.Actors.Contracts.Tasks;

/// <summary>
/// When a task is to be reminded of: at a time, some minutes before it is due, or some days before at a time of the day in the task's time zone.
/// Exactly one of the three. The latter two follow the due time when it moves.
/// </summary>
[GenerateSerializer, Immutable, Alias("crm.ReminderRule")]
public sealed record ReminderRule
{
    /// <summary>At this time, UTC, to the microsecond.</summary>
    [Id(0)] public DateTimeOffset? At { get; init; }

    /// <summary>0 to 525,600 minutes before the due time.</summary>
    [Id(1)] public int? MinutesBefore { get; init; }

    /// <summary>0 to 366 days before the day that the due time falls on in the task's time zone, at <see cref="Time"/>.</summary>
    [Id(2)] public int? DaysBefore { get; init; }

    /// <summary>With <see cref="DaysBefore"/> and with nothing else.</summary>
    [Id(3)] public TimeOnly? Time { get; init; }
}
