using Crm.Actors.Gateway.OpenApi;
using Microsoft.OpenApi;
using static Crm.Actors.Gateway.OpenApi.SchemaDocs;

namespace Crm.Actors.Gateway.Teams;

/// <summary>The JSON schemas of teams and members.</summary>
internal static class TeamSchemas
{
    public const string Team = "Team";
    public const string TeamList = "TeamList";
    public const string TeamCreate = "TeamCreate";
    public const string TeamPatch = "TeamPatch";
    public const string TeamMember = "TeamMember";
    public const string TeamMemberList = "TeamMemberList";

    public static IEnumerable<NamedSchema> All { get; } =
    [
        new(Team, _ => Object(
            "A team.",
            [
                ("id", Uuid("The team's id.")),
                ("version", Integer("Number of events so far; also the strong entity tag.", "1")),
                (TeamFields.Name, Name),
                ("createdAt", Time("When the team was created.")),
                ("updatedAt", Time("When the team last changed.")),
            ])),
        new(TeamList, document => Page("A page of teams.", "Oldest first.", Team, document)),
        new(TeamCreate, _ => Object("A new team.", [(TeamFields.Name, Name)]).Closed()),
        new(TeamPatch, _ => Object("Changes of a team (RFC 7396).", [], (TeamFields.Name, Name)).Closed()),
        new(TeamMember, _ => Object(
            "A member of a team.",
            [
                ("id", Uuid("The user's id.")),
                ("displayName", Text("How others see the user.").OrNull()),
                ("roles", ListOf(Text("A role's name."), "Role names, sorted.")),
            ],
            ("email", Text("The user's address; for administrators only.")))),
        new(TeamMemberList, document => Page("A page of members.", "By id.", TeamMember, document)),
    ];

    private static OpenApiSchema Name =>
        Text("Unique without regard to case; no control characters, no white space at either end.", 1, 100);

    private static OpenApiSchema Page(string description, string order, string item, OpenApiDocument document) => Object(
        description,
        [
            ("items", ListOf(new OpenApiSchemaReference(item, document), order, TeamRequests.MaxLimit)),
            ("nextCursor", Text("Where the next page starts; null on the last one. Opaque.").OrNull()),
        ]);
}
