using Crm.Actors.Gateway.OpenApi;
using static Crm.Actors.Gateway.OpenApi.SchemaDocs;

namespace Crm.Actors.Gateway.Auth;

/// <summary>The JSON schemas of registrations, log-ins and sessions.</summary>
internal static class AuthSchemas
{
    public const string UserRegistration = "UserRegistration";
    public const string LogIn = "LogIn";
    public const string RefreshToken = "RefreshToken";
    public const string Tokens = "Tokens";

    public static IEnumerable<NamedSchema> All { get; } =
    [
        new(UserRegistration, _ => Object(
            "A new user.",
            [
                (AuthFields.Email, Text("An e-mail address in ASCII; unique without regard to case.", 3, 254)),
                (AuthFields.Password, Text("Any characters.", 12, 256)),
            ],
            (AuthFields.DisplayName, Text("How others see the user.", 1, 100).OrNull())).Closed()),
        new(LogIn, _ => Object(
            "Credentials.",
            [(AuthFields.Email, Text("The address that was registered.")), (AuthFields.Password, Text("The password."))]).Closed()),
        new(RefreshToken, _ => Object("A session.", [(AuthFields.RefreshToken, Text("The refresh token that was given last."))]).Closed()),
        new(Tokens, _ => Object(
            "Tokens of a session.",
            [
                ("accessToken", Text("For the header 'Authorization: Bearer'. A JWT.")),
                ("tokenType", OneOf("Always Bearer.", "Bearer")),
                ("expiresIn", Integer("Seconds that an access token is good.", "1")),
                (AuthFields.RefreshToken, Text("Gives the next tokens, once. Opaque.", 43, 43)),
                ("refreshTokenExpiresAt", Time("When the session ends unless it is refreshed before.")),
            ])),
    ];
}
