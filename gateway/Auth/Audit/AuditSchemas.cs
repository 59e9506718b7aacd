using Crm.Actors.Gateway.OpenApi;
using Microsoft.OpenApi;
using static Crm.Actors.Gateway.OpenApi.SchemaDocs;

namespace Crm.Actors.Gateway.Auth.Audit;

/// <summary>The JSON schemas of security events.</summary>
internal static class AuditSchemas
{
    public const string AuditEntry = "AuditEntry";
    public const string AuditList = "AuditList";

    public static IEnumerable<NamedSchema> All { get; } =
    [
        new(AuditEntry, _ => Object(
            "A security event.",
            [
                ("id", Integer("Its number; rises with time.", "1")),
                ("at", Time("When it happened.")),
                ("action", Text("What was done, such as session.started or user.role-assigned.")),
                ("outcome", Text("ok, or why not, such as unauthenticated or forbidden.")),
                ("actorId", Uuid("Who did it; null when nobody has proved to be anybody.").OrNull()),
                ("userId", Uuid("Whose account; null when there is none.").OrNull()),
                ("email", Text("The address that was named, where no account is known by id.").OrNull()),
                ("address", Text("Where the request came from.").OrNull()),
                ("userAgent", Text("What the client called itself.").OrNull()),
                ("detail", Text("The role, the team, the session or what else belongs to it.").OrNull()),
                ("traceparent", Text("W3C Trace Context of the request.").OrNull()),
            ])),
        new(AuditList, document => Object(
            "A page of security events.",
            [
                ("items", ListOf(new OpenApiSchemaReference(AuditEntry, document), "Newest first.", AuditEndpoints.MaxLimit)),
                ("nextCursor", Text("Where the next page starts; null on the last one. Opaque.").OrNull()),
            ])),
    ];
}
