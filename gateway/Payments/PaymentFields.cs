using Crm.Actors.Gateway.Json;

namespace Crm.Actors.Gateway.Payments;

/// <summary>The names of members of payments and entries on the wire.</summary>
internal static class PaymentFields
{
    public const string Title = "title";
    public const string PlannedAmount = "plannedAmount";
    public const string Currency = "currency";
    public const string PlannedDate = "plannedDate";
    public const string Comment = "comment";
    public const string DealId = "dealId";
    public const string Date = "date";
    public const string Amount = "amount";
    public const string Method = "method";
    public const string Reference = "reference";
    public const string PaymentId = "paymentId";

    public static readonly MemberNames OfPayment = new(Title, PlannedAmount, Currency, PlannedDate, Comment);

    public static readonly MemberNames OfEntry = new(Date, Amount, Currency, Method, Reference, Comment);

    public static readonly MemberNames OfReversal = new(Date, Comment);

    public static readonly MemberNames OfTransfer = new(PaymentId, Comment);

    public static readonly MemberNames OfMove = new(DealId);

    public static readonly MemberNames None = new();
}
