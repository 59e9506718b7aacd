using Crm.Actors.Contracts.Auth;

namespace Crm.Actors.Contracts.Teams;

/// <summary>Creates the team that the grain stands for. For administrators.</summary>
/// <param name="Context">The command's context.</param>
/// <param name="Origin">Where the request came from.</param>
/// <param name="Id">The team.</param>
/// <param name="Name">As <see cref="TeamView.Name"/>.</param>
[GenerateSerializer, Immutable, Alias("crm.CreateTeam")]
public sealed record CreateTeam(
    [property: Id(0)] CommandContext Context,
    [property: Id(1)] Origin Origin,
    [property: Id(2)] Guid Id,
    [property: Id(3)] string Name);
