using Crm.Actors.Gateway.OpenApi;
using Microsoft.OpenApi;
using static Crm.Actors.Gateway.OpenApi.SchemaDocs;

namespace Crm.Actors.Gateway.Users;

/// <summary>The JSON schemas of users, roles and sessions.</summary>
internal static class UserSchemas
{
    public const string User = "User";
    public const string UserList = "UserList";
    public const string PasswordChange = "PasswordChange";
    public const string RoleAssignment = "RoleAssignment";
    public const string Role = "Role";
    public const string RoleCreate = "RoleCreate";
    public const string RoleList = "RoleList";
    public const string Session = "Session";
    public const string SessionList = "SessionList";

    public static IEnumerable<NamedSchema> All { get; } =
    [
        new(User, _ => OfUser()),
        new(UserList, document => Object(
            "A page of users.",
            [
                ("items", ListOf(new OpenApiSchemaReference(User, document), "Oldest first.", UserRequests.MaxLimit)),
                ("nextCursor", Text("Where the next page starts; null on the last one. Opaque.").OrNull()),
            ])),
        new(PasswordChange, _ => Object(
            "A new password.",
            [(UserFields.CurrentPassword, Text("The password so far.")), (UserFields.NewPassword, Text("Any characters.", 12, 256))]).Closed()),
        new(RoleAssignment, _ => Object("A role to give.", [(UserFields.Role, RoleName)]).Closed()),
        new(Role, _ => Object(
            "A role.",
            [("id", Uuid("Its id.")), (UserFields.Name, RoleName), (UserFields.Description, RoleDescription), ("createdAt", Time("When it was created."))])),
        new(RoleCreate, _ => Object("A new role.", [(UserFields.Name, RoleName)], (UserFields.Description, RoleDescription)).Closed()),
        new(RoleList, document => Object("All roles.", [("items", ListOf(new OpenApiSchemaReference(Role, document), "By name."))])),
        new(Session, _ => OfSession()),
        new(SessionList, document => Object(
            "The sessions that are going on.", [("items", ListOf(new OpenApiSchemaReference(Session, document), "The newest use first."))])),
    ];

    private static OpenApiSchema RoleName => Text("ROLE_ and up to 45 capital letters, digits or underscores.", 6, 50);

    private static OpenApiSchema RoleDescription => Text("For people.", 1, 200).OrNull();

    private static OpenApiSchema OfUser() => Object(
        "A user.",
        [
            ("id", Uuid("The user's id.")),
            ("version", Integer("Number of events so far; also the strong entity tag.", "1")),
            ("email", Text("As it was registered.")),
            ("displayName", Text("How others see the user.").OrNull()),
            ("roles", ListOf(RoleName, "Role names, sorted.")),
            ("teams", ListOf(Uuid("A team's id."), "The teams that the user belongs to, sorted.", 50)),
            ("disabled", Flag("Whether the user may not log in.")),
            ("createdAt", Time("When the user was registered.")),
            ("updatedAt", Time("When the user last changed.")),
        ]);

    private static OpenApiSchema OfSession() => Object(
        "A session: a log-in and all refreshes that followed from it.",
        [
            ("id", Uuid("Its id; also the sid of its access tokens.")),
            ("startedAt", Time("When it began.")),
            ("lastUsedAt", Time("When it was last refreshed.")),
            ("expiresAt", Time("When it ends unless it is refreshed before.")),
            ("address", Text("Where it was started from.").OrNull()),
            ("userAgent", Text("What the client called itself then.").OrNull()),
        ]);
}
