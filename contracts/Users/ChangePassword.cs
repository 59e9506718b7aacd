using Crm.Actors.Contracts.Auth;

namespace Crm.Actors.Contracts.Users;

/// <summary>Gives the caller another password and ends all sessions of the caller.</summary>
[GenerateSerializer, Immutable, Alias("crm.ChangePassword")]
public sealed record ChangePassword(
    [property: Id(0)] CommandContext Context,
    [property: Id(1)] Origin Origin,
    [property: Id(2)] string CurrentPassword,
    [property: Id(3)] string NewPassword)
{
    /// <summary>Without the passwords: secrets are not for logs.</summary>
    public override string ToString() => nameof(ChangePassword);
}
