using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Auth;
using Crm.Actors.Gateway.Json;

namespace Crm.Actors.Gateway.Auth;

/// <summary>Reads the bodies of registrations, log-ins and sessions into commands.</summary>
internal static class AuthBodies
{
    public static RegisterUser Register(ref StrictJson json, CommandContext context, Origin origin)
    {
        string? email = null, password = null, name = null;
        while (json.Next(AuthFields.OfRegistration, out var member))
        {
            if (member is AuthFields.Email) email = json.Text().Value;
            else if (member is AuthFields.Password) password = json.Text().Value;
            else name = json.Text().Value;
        }

        json.Require(AuthFields.Email, email is not null);
        json.Require(AuthFields.Password, password is not null);
        return new RegisterUser(context, origin, email ?? "", password ?? "", name);
    }

    public static LogIn LogIn(ref StrictJson json, Origin origin)
    {
        string? email = null, password = null;
        while (json.Next(AuthFields.OfLogIn, out var member))
        {
            if (member is AuthFields.Email) email = json.Text().Value;
            else password = json.Text().Value;
        }

        json.Require(AuthFields.Email, email is not null);
        json.Require(AuthFields.Password, password is not null);
        return new LogIn(origin, email ?? "", password ?? "");
    }

    public static RefreshSession Refresh(ref StrictJson json, CommandContext context, Origin origin) =>
        new(origin, RefreshToken(ref json), context.IdempotencyKey);

    public static LogOut LogOut(ref StrictJson json, Origin origin) => new(origin, RefreshToken(ref json));

    private static string RefreshToken(ref StrictJson json)
    {
        string? token = null;
        while (json.Next(AuthFields.OfRefresh, out _)) token = json.Text().Value;
        json.Require(AuthFields.RefreshToken, token is not null);
        return token ?? "";
    }
}
