using Crm.Actors.Gateway.OpenApi;
using Microsoft.OpenApi;
using static Crm.Actors.Gateway.OpenApi.SchemaDocs;

namespace Crm.Actors.Gateway.Payments;

/// <summary>The JSON schemas of payments, of their entries, and of the totals of deals.</summary>
internal static class PaymentSchemas
{
    public const string Payment = "Payment";
    public const string PaymentList = "PaymentList";
    public const string PaymentCreate = "PaymentCreate";
    public const string PaymentPatch = "PaymentPatch";
    public const string PaymentMove = "PaymentMove";
    public const string PaymentEntry = "PaymentEntry";
    public const string PaymentEntryList = "PaymentEntryList";
    public const string PaymentEntryCreate = "PaymentEntryCreate";
    public const string PaymentEntryReversal = "PaymentEntryReversal";
    public const string PaymentEntryTransfer = "PaymentEntryTransfer";
    public const string PaymentTransfer = "PaymentTransfer";
    public const string DealTotal = "DealTotal";
    public const string DealBalance = "DealBalance";

    public static IEnumerable<NamedSchema> All { get; } =
    [
        new(Payment, _ => OfPayment()),
        new(PaymentList, document => PageOf(document, Payment)),
        new(PaymentCreate, _ => Object(
            "A new payment.",
            [(PaymentFields.Title, Title), (PaymentFields.PlannedAmount, AmountIn("not negative")), (PaymentFields.Currency, Currency)],
            (PaymentFields.PlannedDate, PlannedDate),
            (PaymentFields.Comment, Comment)).Closed()),
        new(PaymentPatch, _ => Object(
            "A JSON merge patch (RFC 7396): what is absent stays, null removes.",
            [],
            (PaymentFields.Title, Title),
            (PaymentFields.PlannedAmount, AmountIn("not negative")),
            (PaymentFields.Currency, Text("ISO 4217 code; stays once there are entries.", 3, 3)),
            (PaymentFields.PlannedDate, PlannedDate),
            (PaymentFields.Comment, Comment)).Closed()),
        new(PaymentMove, _ => Object("Where the payment goes.", [(PaymentFields.DealId, Uuid("A deal that the caller sees."))]).Closed()),
        new(PaymentEntry, _ => OfEntry()),
        new(PaymentEntryList, document => PageOf(document, PaymentEntry)),
        new(PaymentEntryCreate, _ => Object(
            "Money that moved.",
            [(PaymentFields.Date, Date("When it moved.")), (PaymentFields.Amount, AmountIn("above 0"))],
            (PaymentFields.Currency, Text("The payment's; another one is refused.", 3, 3).OrNull()),
            (PaymentFields.Method, Method),
            (PaymentFields.Reference, Reference),
            (PaymentFields.Comment, Comment)).Closed()),
        new(PaymentEntryReversal, _ => Object(
            "How an entry is taken back; the body may also be left out.",
            [],
            (PaymentFields.Date, Date("Without it today (UTC).").OrNull()),
            (PaymentFields.Comment, Comment)).Closed()),
        new(PaymentEntryTransfer, _ => Object(
            "Where an entry goes.",
            [(PaymentFields.PaymentId, Uuid("A payment of the same currency, of a deal that the caller sees."))],
            (PaymentFields.Comment, Comment)).Closed()),
        new(PaymentTransfer, _ => OfTransfer()),
        new(DealTotal, _ => OfTotal()),
        new(DealBalance, OfBalance),
    ];

    private static OpenApiSchema Title => Text("What it is for.", 1, 200);

    private static OpenApiSchema Currency => Text("ISO 4217 code.", 3, 3);

    private static OpenApiSchema PlannedDate => Date("When it is expected.").OrNull();

    private static OpenApiSchema Comment => Text("For people.", max: 1000).OrNull();

    private static OpenApiSchema Method => Text("How it was paid, such as transfer or cash.", max: 50).OrNull();

    private static OpenApiSchema Reference => Text("Such as the number of an invoice.", max: 100).OrNull();

    private static OpenApiSchema AmountOut(string description) => new()
    {
        Type = JsonSchemaType.String,
        Pattern = @"^-?\d+(\.\d+)?$",
        Description = description + " A decimal with the scale of its currency, such as 1234.50.",
    };

    private static OpenApiSchema AmountIn(string bound) => new()
    {
        Type = JsonSchemaType.String | JsonSchemaType.Number,
        Description = $"A decimal, as a string such as 1234.50 or as a number; {bound}, with at most the decimals of its currency.",
    };

    private static OpenApiSchema OfPayment() => Object(
        "A payment of a deal.",
        [
            ("id", Uuid("Its id.")),
            ("version", Integer("Number of its events so far; also its strong entity tag.", "1")),
            (PaymentFields.DealId, Uuid("The deal.")),
            (PaymentFields.Title, Title),
            (PaymentFields.Currency, Text("ISO 4217 code, of all its amounts.", 3, 3)),
            (PaymentFields.PlannedAmount, AmountOut("What is planned.")),
            (PaymentFields.PlannedDate, PlannedDate),
            (PaymentFields.Comment, Comment),
            ("received", AmountOut("The incomes, less the reversed ones.")),
            ("spent", AmountOut("The expenses, less the reversed ones.")),
            ("cancelled", Flag("Whether it is not expected any more.")),
            ("createdAt", Time("When it was created.")),
            ("updatedAt", Time("When it last changed.")),
        ]);

    private static OpenApiSchema OfEntry() => Object(
        "An income, an expense, or the reversal of one. It never changes.",
        [
            ("id", Uuid("Its id.")),
            ("paymentId", Uuid("The payment.")),
            ("kind", OneOf("Which way the money went.", "income", "expense")),
            ("version", Integer("The payment's version that it made.", "1")),
            (PaymentFields.Date, Date("When the money moved.")),
            (PaymentFields.Amount, AmountOut("Below 0 for a reversal.")),
            (PaymentFields.Currency, Currency),
            (PaymentFields.Method, Method),
            (PaymentFields.Reference, Reference),
            (PaymentFields.Comment, Comment),
            ("actorId", Uuid("Who booked it.")),
            ("createdAt", Time("When it was booked.")),
        ],
        ("reverses", Uuid("The entry that it takes back; only of a reversal.")),
        ("reversedBy", Uuid("The entry that takes it back; not of a reversal.").OrNull()));

    private static OpenApiSchema OfTransfer() => Object(
        "An entry that goes from one payment to another.",
        [
            ("id", Uuid("Its id; also that of the entry that is booked there.")),
            ("kind", OneOf("Which way the money went.", "income", "expense")),
            ("fromPaymentId", Uuid("Where it was.")),
            ("toPaymentId", Uuid("Where it goes.")),
            ("entryId", Uuid("The entry that is reversed.")),
            (PaymentFields.Date, Date("When the money moved.")),
            (PaymentFields.Amount, AmountOut("What it is about.")),
            (PaymentFields.Currency, Currency),
            ("outcome", OneOf("Whether it is booked there, or here again, or not yet either.", "pending", "completed", "returned")),
        ]);

    private static OpenApiSchema OfTotal() => Object(
        "What the payments of a deal come to in one currency.",
        [
            (PaymentFields.Currency, Currency),
            ("expected", AmountOut("The planned amounts.")),
            ("received", AmountOut("The incomes, less the reversed ones.")),
            ("spent", AmountOut("The expenses, less the reversed ones.")),
            ("balance", AmountOut("Received less spent.")),
        ]);

    private static OpenApiSchema OfBalance(OpenApiDocument document) => Object(
        "The totals of a deal.",
        [
            (PaymentFields.DealId, Uuid("The deal.")),
            ("totals", ListOf(new OpenApiSchemaReference(DealTotal, document), "By currency.")),
            ("pending", Integer("Events of the deal's payments that the totals do not have yet; they follow within moments.", "0")),
        ],
        ("verification", Object(
            "With verify: the totals as they follow from the payments and their entries, at the same position of the log.",
            [
                ("equal", Flag("Whether they are those that are kept.")),
                ("recomputed", ListOf(new OpenApiSchemaReference(DealTotal, document), "By currency.")),
            ])));

    private static OpenApiSchema PageOf(OpenApiDocument document, string item) => Object(
        "A page.",
        [
            ("items", ListOf(new OpenApiSchemaReference(item, document), "Oldest first.", PaymentRequests.MaxLimit)),
            ("nextCursor", Text("Where the next page starts; null on the last one. Opaque.").OrNull()),
        ]);
}
