namespace Crm.Actors.Contracts.Auth;

/// <summary>Starts a session.</summary>
[GenerateSerializer, Immutable, Alias("crm.LogIn")]
public sealed record LogIn(
    [property: Id(0)] Origin Origin,
    [property: Id(1)] string Email,
    [property: Id(2)] string Password)
{
    /// <summary>Without the password: secrets are not for logs.</summary>
    public override string ToString() => nameof(LogIn);
}
