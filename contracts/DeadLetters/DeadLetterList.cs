using System.Collections.Immutable;

namespace Crm.Actors.Contracts.DeadLetters;

/// <summary>Dead letters, oldest first.</summary>
/// <param name="Letters">As many as were asked for.</param>
/// <param name="Total">How many there are in all.</param>
[GenerateSerializer, Immutable, Alias("crm.DeadLetterList")]
public sealed record DeadLetterList([property: Id(0)] ImmutableArray<DeadLetter> Letters, [property: Id(1)] long Total);
