namespace Crm.Actors.Contracts.Payments;

/// <summary>A payment of a deal: what is planned, and what came in and went out so far.</summary>
[GenerateSerializer, Immutable, Alias("crm.PaymentView")]
public sealed record PaymentView
{
    [Id(0)] public required Guid Id { get; init; }

    /// <summary>Number of events so far; also the strong ETag.</summary>
    [Id(1)] public required long Version { get; init; }

    [Id(2)] public required Guid DealId { get; init; }

    /// <summary>1 to 200 characters.</summary>
    [Id(3)] public required string Title { get; init; }

    /// <summary>ISO 4217 code, of all amounts of the payment.</summary>
    [Id(4)] public required string Currency { get; init; }

    /// <summary>Not negative, below 10^15, with at most the decimals of <see cref="Currency"/>.</summary>
    [Id(5)] public required decimal PlannedAmount { get; init; }

    [Id(6)] public DateOnly? PlannedDate { get; init; }

    /// <summary>Up to 1,000 characters.</summary>
    [Id(7)] public string? Comment { get; init; }

    /// <summary>The sum of the incomes and their reversals.</summary>
    [Id(8)] public decimal Received { get; init; }

    /// <summary>The sum of the expenses and their reversals.</summary>
    [Id(9)] public decimal Spent { get; init; }

    /// <summary>Whether it is not expected any more. It has no entries but reversed ones then, and gets no others.</summary>
    [Id(10)] public bool Cancelled { get; init; }

    [Id(11)] public required DateTimeOffset CreatedAt { get; init; }

    [Id(12)] public required DateTimeOffset UpdatedAt { get; init; }
}
