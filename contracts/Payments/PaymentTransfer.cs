namespace Crm.Actors.Contracts.Payments;

/// <summary>An entry on its way from one payment to another: taken back here, to be booked there.</summary>
[GenerateSerializer, Immutable, Alias("crm.PaymentTransfer")]
public sealed record PaymentTransfer
{
    /// <summary>Also the id of the entry that is booked there.</summary>
    [Id(0)] public required Guid Id { get; init; }

    [Id(1)] public required PaymentEntryKind Kind { get; init; }

    /// <summary>The entry that was taken back.</summary>
    [Id(2)] public required Guid EntryId { get; init; }

    [Id(3)] public required Guid ToPaymentId { get; init; }

    [Id(4)] public required DateOnly Date { get; init; }

    /// <summary>Above 0.</summary>
    [Id(5)] public required decimal Amount { get; init; }

    /// <summary>ISO 4217 code; of both payments.</summary>
    [Id(6)] public required string Currency { get; init; }

    [Id(7)] public string? Method { get; init; }

    [Id(8)] public string? Reference { get; init; }

    [Id(9)] public string? Comment { get; init; }

    /// <summary>Who asked for it.</summary>
    [Id(10)] public required Guid ActorId { get; init; }
}
