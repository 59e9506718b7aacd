namespace Crm.Actors.Contracts.Deals;

/// <summary>Takes back that a deal is shared with a user or a team.</summary>
/// <param name="Context">The command's context.</param>
/// <param name="With">The id of the user or of the team.</param>
[GenerateSerializer, Immutable, Alias("crm.UnshareDeal")]
public sealed record UnshareDeal([property: Id(0)] CommandContext Context, [property: Id(1)] Guid With);
