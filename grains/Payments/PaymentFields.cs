namespace Crm.Actors.Grains.Payments;

/// <summary>The writable fields of a payment by their names on the wire.</summary>
internal static class PaymentFields
{
    public const string Title = "title";
    public const string PlannedAmount = "plannedAmount";
    public const string Currency = "currency";
    public const string PlannedDate = "plannedDate";
    public const string Comment = "comment";
}
