namespace Crm.Actors.Contracts.Auth;

/// <summary>Ends the session of a refresh token.</summary>
[GenerateSerializer, Immutable, Alias("crm.LogOut")]
public sealed record LogOut([property: Id(0)] Origin Origin, [property: Id(1)] string RefreshToken)
{
    /// <summary>Without the token: secrets are not for logs.</summary>
    public override string ToString() => nameof(LogOut);
}
