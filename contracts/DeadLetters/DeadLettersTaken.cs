namespace Crm.Actors.Contracts.DeadLetters;

/// <summary>How many dead letters were replayed or dropped.</summary>
/// <param name="Count">0 when none of those named was there.</param>
[GenerateSerializer, Immutable, Alias("crm.DeadLettersTaken")]
public sealed record DeadLettersTaken([property: Id(0)] int Count);
