using Crm.Actors.Contracts.Users;

namespace Crm.Actors.Grains.Users;

/// <summary>What a log-in or a refresh is checked against.</summary>
/// <param name="User">The user.</param>
/// <param name="PasswordHash">A PHC string.</param>
/// <param name="SessionsFrom">As <see cref="UserState.SessionsFrom"/>.</param>
[GenerateSerializer, Immutable, Alias("crm.Credentials")]
public sealed record Credentials(
    [property: Id(0)] UserView User,
    [property: Id(1)] string PasswordHash,
    [property: Id(2)] long SessionsFrom)
{
    /// <summary>Without the hash: secrets are not for logs.</summary>
    public override string ToString() => nameof(Credentials);
}
