namespace Crm.Actors.Contracts.Payments;

/// <summary>An income, an expense, or the reversal of one. It never changes; a mistake is reversed by another entry.</summary>
[GenerateSerializer, Immutable, Alias("crm.PaymentEntry")]
public sealed record PaymentEntry
{
    [Id(0)] public required Guid Id { get; init; }

    [Id(1)] public required Guid PaymentId { get; init; }

    [Id(2)] public required PaymentEntryKind Kind { get; init; }

    /// <summary>The payment's version that the entry made.</summary>
    [Id(3)] public required long Version { get; init; }

    /// <summary>When the money moved.</summary>
    [Id(4)] public required DateOnly Date { get; init; }

    /// <summary>Above 0, or below 0 for a reversal; with the decimals of its currency.</summary>
    [Id(5)] public required decimal Amount { get; init; }

    /// <summary>ISO 4217 code; the payment's.</summary>
    [Id(6)] public required string Currency { get; init; }

    /// <summary>How it was paid, up to 50 characters.</summary>
    [Id(7)] public string? Method { get; init; }

    /// <summary>Such as the number of an invoice, up to 100 characters.</summary>
    [Id(8)] public string? Reference { get; init; }

    /// <summary>Up to 1,000 characters.</summary>
    [Id(9)] public string? Comment { get; init; }

    /// <summary>The entry that this one takes back.</summary>
    [Id(10)] public Guid? Reverses { get; init; }

    /// <summary>The entry that takes this one back.</summary>
    [Id(11)] public Guid? ReversedBy { get; init; }

    [Id(12)] public required Guid ActorId { get; init; }

    [Id(13)] public required DateTimeOffset CreatedAt { get; init; }
}
