namespace Crm.Actors.Contracts.Deals;

/// <summary>What a custom field of the deals in a list must be. At least one bound is set, and <see cref="Is"/> only alone.</summary>
/// <param name="Key">The custom field.</param>
/// <param name="Is">Its value as text, the number's digits included.</param>
/// <param name="Min">The least value, for numbers, money and dates.</param>
/// <param name="Max">The greatest value, for numbers, money and dates.</param>
[GenerateSerializer, Immutable, Alias("crm.FieldCondition")]
public sealed record FieldCondition(
    [property: Id(0)] string Key,
    [property: Id(1)] string? Is,
    [property: Id(2)] string? Min,
    [property: Id(3)] string? Max);
