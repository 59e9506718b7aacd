namespace Crm.Actors.Contracts.Payments;

/// <summary>Which way the money went.</summary>
[GenerateSerializer, Alias("crm.PaymentEntryKind")]
public enum PaymentEntryKind
{
    /// <summary>It came in.</summary>
    Income = 0,

    /// <summary>It went out.</summary>
    Expense = 1,
}
