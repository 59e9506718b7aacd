using Crm.Actors.Contracts.Auth;

namespace Crm.Actors.Contracts.Teams;

/// <summary>Gives a team another name. For administrators.</summary>
/// <param name="Context">The command's context.</param>
/// <param name="Origin">Where the request came from.</param>
/// <param name="Name">As <see cref="TeamView.Name"/>; absent to leave it.</param>
[GenerateSerializer, Immutable, Alias("crm.RenameTeam")]
public sealed record RenameTeam(
    [property: Id(0)] CommandContext Context,
    [property: Id(1)] Origin Origin,
    [property: Id(2)] Optional<string?> Name);
