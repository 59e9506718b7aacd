namespace Crm.Actors.Contracts.Payments;

/// <summary>A JSON merge patch (RFC 7396) of a payment's writable fields. The currency stays once there are entries.</summary>
[GenerateSerializer, Immutable, Alias("crm.PatchPayment")]
public sealed record PatchPayment([property: Id(0)] CommandContext Context)
{
    [Id(1)] public Optional<string?> Title { get; init; }

    [Id(2)] public Optional<decimal?> PlannedAmount { get; init; }

    [Id(3)] public Optional<string?> Currency { get; init; }

    [Id(4)] public Optional<DateOnly?> PlannedDate { get; init; }

    [Id(5)] public Optional<string?> Comment { get; init; }
}
