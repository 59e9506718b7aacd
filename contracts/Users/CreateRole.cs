using Crm.Actors.Contracts.Auth;

namespace Crm.Actors.Contracts.Users;

/// <summary>Creates the role that the grain stands for; limits are those of <see cref="RoleView"/>. For administrators.</summary>
[GenerateSerializer, Immutable, Alias("crm.CreateRole")]
public sealed record CreateRole(
    [property: Id(0)] CommandContext Context,
    [property: Id(1)] Origin Origin,
    [property: Id(2)] string Name,
    [property: Id(3)] string? Description);
