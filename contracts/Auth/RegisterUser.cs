namespace Crm.Actors.Contracts.Auth;

/// <summary>Registers a user.</summary>
/// <param name="Context">The caller may be nobody. A key is kept per e-mail address, and the password is no part of what it stands for.</param>
/// <param name="Origin">Where the request came from.</param>
/// <param name="Email">At most 254 ASCII characters (RFC 5321 section 4.5.3.1), without quoted parts.</param>
/// <param name="Password">12 to 256 characters.</param>
/// <param name="DisplayName">1 to 100 characters, or null.</param>
[GenerateSerializer, Immutable, Alias("crm.RegisterUser")]
public sealed record RegisterUser(
    [property: Id(0)] CommandContext Context,
    [property: Id(1)] Origin Origin,
    [property: Id(2)] string Email,
    [property: Id(3)] string Password,
    [property: Id(4)] string? DisplayName)
{
    /// <summary>Without the password: secrets are not for logs.</summary>
    public override string ToString() => nameof(RegisterUser);
}
