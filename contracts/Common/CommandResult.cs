namespace Crm.Actors.Contracts;

/// <summary>The answer to a command: the value as the command left it, or the reason for its refusal.</summary>
/// <typeparam name="T">The view that is answered.</typeparam>
/// <param name="Value">The accepted result; null when refused.</param>
/// <param name="Position">Feed position of the newest event that the value rests on, from which the feed can be followed without a gap; 0 when refused.</param>
/// <param name="Rejection">Why the command was refused; null when accepted.</param>
[GenerateSerializer, Immutable, Alias("crm.CommandResult`1")]
public sealed record CommandResult<T>(
    [property: Id(0)] T? Value,
    [property: Id(1)] long Position,
    [property: Id(2)] Rejection? Rejection)
    where T : class;
