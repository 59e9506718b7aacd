using Crm.Actors.Gateway.Json;

namespace Crm.Actors.Gateway.Auth;

/// <summary>The names of members of registrations, log-ins and sessions on the wire.</summary>
internal static class AuthFields
{
    public const string Email = "email";
    public const string Password = "password";
    public const string DisplayName = "displayName";
    public const string RefreshToken = "refreshToken";

    public static readonly MemberNames OfRegistration = new(Email, Password, DisplayName);

    public static readonly MemberNames OfLogIn = new(Email, Password);

    public static readonly MemberNames OfRefresh = new(RefreshToken);
}
