using System.Collections.Immutable;
using Crm.Actors.Contracts;

namespace Crm.Actors.Grains.Users;

/// <summary>Makes the user that the grain stands for, from checked fields.</summary>
[GenerateSerializer, Immutable, Alias("crm.NewUser")]
public sealed record NewUser(
    [property: Id(0)] CommandContext Context,
    [property: Id(1)] Guid Id,
    [property: Id(2)] string Email,
    [property: Id(3)] string? DisplayName,
    [property: Id(4)] string PasswordHash,
    [property: Id(5)] ImmutableArray<string> Roles)
{
    /// <summary>Without the hash: secrets are not for logs.</summary>
    public override string ToString() => nameof(NewUser);
}
