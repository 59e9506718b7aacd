using Crm.Actors.Gateway.OpenApi;
using Microsoft.OpenApi;

namespace Crm.Actors.Gateway.Health;

/// <summary>How the health checks are described.</summary>
internal static class HealthDocs
{
    public const string Schema = "Health";

    public static readonly OperationDoc Live = new("getLiveness", "Is the process alive?")
    {
        IsPublic = true,
        IsUnlimited = true,
        Answers = [new AnswerDoc(200, "It is.", Schema)],
    };

    public static readonly OperationDoc Ready = new("getReadiness", "Can requests be served?")
    {
        IsPublic = true,
        IsUnlimited = true,
        Description = "Asks a grain, which asks the database, once a second at most.",
        Answers = [new AnswerDoc(200, "Yes.", Schema)],
        Problems = [503],
    };

    public static OpenApiSchema ToSchema() => SchemaDocs.Object("Good health.", [("status", SchemaDocs.OneOf("Always ok.", "ok"))]);
}
