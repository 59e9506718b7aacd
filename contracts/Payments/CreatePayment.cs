namespace Crm.Actors.Contracts.Payments;

/// <summary>Creates the payment that the grain stands for. For whoever sees the deal. Limits of the fields are those of <see cref="PaymentView"/>.</summary>
[GenerateSerializer, Immutable, Alias("crm.CreatePayment")]
public sealed record CreatePayment(
    [property: Id(0)] CommandContext Context,
    [property: Id(1)] Guid DealId,
    [property: Id(2)] string Title,
    [property: Id(3)] decimal PlannedAmount,
    [property: Id(4)] string Currency)
{
    [Id(5)] public DateOnly? PlannedDate { get; init; }

    [Id(6)] public string? Comment { get; init; }
}
