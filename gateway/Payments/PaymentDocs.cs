using Crm.Actors.Gateway.Deals;
using Crm.Actors.Gateway.Http;
using Crm.Actors.Gateway.OpenApi;
using Microsoft.OpenApi;

namespace Crm.Actors.Gateway.Payments;

/// <summary>How the operations on payments are described.</summary>
internal static class PaymentDocs
{
    private const string ForWhom = "For whoever sees the deal. ";

    private static readonly int[] ProblemsOfWrites = [400, 404, 409, 412, 413, 415, 422];

    public static readonly OperationDoc Create = new("createPayment", "Plan a payment of a deal")
    {
        Description = ForWhom + "409 while the deal is archived.",
        Parameters = [ParameterDocs.Id("deal"), HeaderDocs.IdempotencyKeyHeader],
        Body = new BodyDoc(PaymentSchemas.PaymentCreate, Required: true, MediaTypes.Json),
        Answers = [new AnswerDoc(201, "The new payment.", PaymentSchemas.Payment) { Headers = HeaderDocs.Of(HeaderDocs.Location, HeaderDocs.ETag, HeaderDocs.Position) }],
        Problems = [400, 404, 409, 413, 415, 422],
    };

    public static readonly OperationDoc List = new("listPayments", "List the payments of a deal")
    {
        Description = ForWhom + "Oldest first.",
        Parameters = [ParameterDocs.Id("deal"), .. Paged],
        Answers = Page("A page of payments.", PaymentSchemas.PaymentList),
        Problems = [400, 404],
    };

    public static readonly OperationDoc Balance = new("getDealBalance", "Read what the payments of a deal come to")
    {
        Description = ForWhom + "Currencies are never mixed. With verify the totals are compared with payments and entries at one position of the log.",
        Parameters = [ParameterDocs.Id("deal"), ParameterDocs.Query("verify", "Whether to compare.", SchemaDocs.Flag("Without it false.")), HeaderDocs.IfNoneMatch],
        Answers = Page("The totals.", PaymentSchemas.DealBalance),
        Problems = [400, 404],
    };

    public static readonly OperationDoc Get = new("getPayment", "Read a payment")
    {
        Description = ForWhom,
        Parameters = [ParameterDocs.Id("payment"), HeaderDocs.IfNoneMatch],
        Answers = [Payment, HeaderDocs.NotModified],
        Problems = [400, 404],
    };

    public static readonly OperationDoc Patch = Write("patchPayment", "Change what is planned", new BodyDoc(PaymentSchemas.PaymentPatch, Required: true, MediaTypes.MergePatch, MediaTypes.Json));

    public static readonly OperationDoc Cancel = Write("cancelPayment", "Cancel a payment", new BodyDoc(DealSchemas.Empty, Required: false, MediaTypes.Json)) with
    {
        Description = ForWhom + "It stays, cancelled, and is not expected any more. 409 while it has an entry that is not reversed.",
    };

    public static readonly OperationDoc Move = Write("movePayment", "Move a payment to another deal", new BodyDoc(PaymentSchemas.PaymentMove, Required: true, MediaTypes.Json)) with
    {
        Description = "For whoever sees both deals. All its entries move with it.",
    };

    /// <summary>Parameters of pages.</summary>
    internal static OpenApiParameter[] Paged =>
    [
        ParameterDocs.Limit("Entries per page.", PaymentRequests.DefaultLimit, PaymentRequests.MaxLimit),
        ParameterDocs.Query("cursor", "nextCursor of the page before.", SchemaDocs.Text("Opaque.")),
        HeaderDocs.IfNoneMatch,
    ];

    private static AnswerDoc Payment => new(200, "The payment.", PaymentSchemas.Payment) { Headers = HeaderDocs.Of(HeaderDocs.ETag, HeaderDocs.Position) };

    internal static AnswerDoc[] Page(string description, string schema) =>
        [new AnswerDoc(200, description, schema) { Headers = HeaderDocs.Of(HeaderDocs.ETag, HeaderDocs.Position) }, HeaderDocs.NotModified];

    private static OperationDoc Write(string id, string summary, BodyDoc body) => new(id, summary)
    {
        Description = ForWhom,
        Parameters = [ParameterDocs.Id("payment"), HeaderDocs.IdempotencyKeyHeader, HeaderDocs.IfMatch],
        Body = body,
        Answers = [Payment],
        Problems = ProblemsOfWrites,
    };
}
