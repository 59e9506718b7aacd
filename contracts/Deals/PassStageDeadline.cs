namespace Crm.Actors.Contracts.Deals;

/// <summary>The time has come at which a deal should have left a stage, or at which a warning of that is due.</summary>
/// <param name="Entered">The version that brought the deal into the stage.</param>
/// <param name="IsBreach">Whether it should have left; otherwise it is the warning.</param>
/// <param name="DueAt">The time that has come, UTC.</param>
/// <param name="BreachAt">When it should have left, UTC.</param>
[GenerateSerializer, Immutable, Alias("crm.PassStageDeadline")]
public sealed record PassStageDeadline(
    [property: Id(0)] long Entered,
    [property: Id(1)] bool IsBreach,
    [property: Id(2)] DateTimeOffset DueAt,
    [property: Id(3)] DateTimeOffset BreachAt);
