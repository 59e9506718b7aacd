using Crm.Actors.Contracts.Payments;
using Crm.Actors.Gateway.Http;
using Crm.Actors.Gateway.OpenApi;
using Microsoft.OpenApi;

namespace Crm.Actors.Gateway.Payments;

/// <summary>How the operations on incomes, or on expenses, are described.</summary>
internal sealed class PaymentEntryDocs(PaymentEntryKind kind)
{
    private readonly string _kind = PaymentJson.NameOf(kind);

    public OperationDoc Book => new($"create{Name}", $"Book an {_kind}")
    {
        Description = "For whoever sees the deal. 409 while the deal is archived, and when the payment is cancelled.",
        Parameters = [ParameterDocs.Id("payment"), HeaderDocs.IdempotencyKeyHeader, HeaderDocs.IfMatch],
        Body = new BodyDoc(PaymentSchemas.PaymentEntryCreate, Required: true, MediaTypes.Json),
        Answers = [new AnswerDoc(201, "The new entry.", PaymentSchemas.PaymentEntry) { Headers = Booked }],
        Problems = [400, 404, 409, 412, 413, 415, 422],
    };

    public OperationDoc List => new($"list{Name}s", $"List the {_kind}s of a payment")
    {
        Description = "For whoever sees the deal. Oldest first, reversals among them.",
        Parameters = [ParameterDocs.Id("payment"), .. PaymentDocs.Paged],
        Answers = PaymentDocs.Page("A page of entries.", PaymentSchemas.PaymentEntryList),
        Problems = [400, 404],
    };

    public OperationDoc Get => new($"get{Name}", $"Read an {_kind}")
    {
        Description = "For whoever sees the deal.",
        Parameters = [ParameterDocs.Id("payment"), EntryId, HeaderDocs.IfNoneMatch],
        Answers = PaymentDocs.Page("The entry.", PaymentSchemas.PaymentEntry),
        Problems = [400, 404],
    };

    public OperationDoc Reverse => new($"reverse{Name}", $"Reverse an {_kind}")
    {
        Description = "Nothing is deleted: a new entry takes the old one back, and is answered. 409 for what is reversed already, and for a reversal.",
        Parameters = [ParameterDocs.Id("payment"), EntryId, HeaderDocs.IdempotencyKeyHeader, HeaderDocs.IfMatch],
        Body = new BodyDoc(PaymentSchemas.PaymentEntryReversal, Required: false, MediaTypes.Json),
        Answers = [new AnswerDoc(200, "The reversal.", PaymentSchemas.PaymentEntry) { Headers = Booked }],
        Problems = [400, 404, 409, 412, 413, 415, 422],
    };

    public OperationDoc Transfer => new($"transfer{Name}", $"Move an {_kind} to another payment")
    {
        Description = "For whoever sees the deals of both payments, which have the same currency. It is reversed here and booked there; when the other payment "
            + "cannot take it any more, it is booked here again. Whatever fails meanwhile, it ends in one of the two.",
        Parameters = [ParameterDocs.Id("payment"), EntryId, HeaderDocs.IdempotencyKeyHeader, HeaderDocs.IfMatch],
        Body = new BodyDoc(PaymentSchemas.PaymentEntryTransfer, Required: true, MediaTypes.Json),
        Answers =
        [
            new AnswerDoc(200, "It has ended.", PaymentSchemas.PaymentTransfer) { Headers = HeaderDocs.Of(HeaderDocs.Position) },
            new AnswerDoc(202, "It is reversed here and will end soon.", PaymentSchemas.PaymentTransfer) { Headers = HeaderDocs.Of(HeaderDocs.Position) },
        ],
        Problems = [400, 404, 409, 412, 413, 415, 422],
    };

    private static IReadOnlyDictionary<string, string> Booked => HeaderDocs.Of(HeaderDocs.Location, HeaderDocs.ETag, HeaderDocs.Position);

    private string Name => kind == PaymentEntryKind.Income ? "Income" : "Expense";

    private OpenApiParameter EntryId => ParameterDocs.InPath("entryId", $"The {_kind}.", SchemaDocs.Uuid($"An {_kind}'s id."));
}
