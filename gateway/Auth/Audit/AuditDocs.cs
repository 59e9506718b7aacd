using Crm.Actors.Gateway.OpenApi;

namespace Crm.Actors.Gateway.Auth.Audit;

/// <summary>How the operation on the security events is described.</summary>
internal static class AuditDocs
{
    public static readonly OperationDoc List = new("listAudit", "List what was done with accounts")
    {
        Description = "For administrators (ROLE_ADMIN). Log-ins, failed ones too, and every change of users, roles and teams, newest first.",
        Parameters =
        [
            ParameterDocs.Query("userId", "Only what concerns this account.", SchemaDocs.Uuid("A user's id.")),
            ParameterDocs.Limit("Entries per page.", AuditEndpoints.DefaultLimit, AuditEndpoints.MaxLimit),
            ParameterDocs.Query("cursor", "nextCursor of the page before.", SchemaDocs.Text("Opaque.")),
            HeaderDocs.IfNoneMatch,
        ],
        Answers =
        [
            new AnswerDoc(200, "A page of events.", AuditSchemas.AuditList) { Headers = HeaderDocs.Of(HeaderDocs.ETag) },
            new AnswerDoc(304, "The client has it already.") { Headers = HeaderDocs.Of(HeaderDocs.ETag) },
        ],
        Problems = [400, 403],
    };
}
