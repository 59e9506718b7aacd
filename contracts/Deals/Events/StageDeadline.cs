namespace Crm.Actors.Contracts.Deals.Events;

/// <summary>How long a deal may stay in the stage that it came into.</summary>
/// <param name="WarnAt">When it is said that it will be overdue, UTC; null where no warning is wanted.</param>
/// <param name="BreachAt">When it is overdue, UTC.</param>
public sealed record StageDeadline(DateTimeOffset? WarnAt, DateTimeOffset BreachAt);
