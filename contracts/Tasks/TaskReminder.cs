namespace Crm.Actors.Contracts.Tasks;

/// <summary>A reminder that is still to come.</summary>
/// <param name="Id">What it is called once; when its time moves it gets another one.</param>
/// <param name="At">When, UTC, to the microsecond.</param>
/// <param name="Rule">What the time follows from.</param>
[GenerateSerializer, Immutable, Alias("crm.TaskReminder")]
public sealed record TaskReminder([property: Id(0)] Guid Id, [property: Id(1)] DateTimeOffset At, [property: Id(2)] ReminderRule Rule);
