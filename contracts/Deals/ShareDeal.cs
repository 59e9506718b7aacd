namespace Crm.Actors.Contracts.Deals;

/// <summary>Lets a user, or all members of a team, see and work on a deal.</summary>
/// <param name="Context">The command's context.</param>
/// <param name="With">The id of the user or of the team.</param>
[GenerateSerializer, Immutable, Alias("crm.ShareDeal")]
public sealed record ShareDeal([property: Id(0)] CommandContext Context, [property: Id(1)] Guid With);
