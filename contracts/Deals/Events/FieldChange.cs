namespace Crm.Actors.Contracts.Deals.Events;

/// <summary>A field's old and new value, as JSON texts.</summary>
/// <param name="Field">The field's name on the wire; custom fields as <c>customFields.key</c>.</param>
/// <param name="From">The old value; <c>null</c> where there was none.</param>
/// <param name="To">The new value; <c>null</c> where there is none now.</param>
[GenerateSerializer, Immutable, Alias("crm.FieldChange")]
public sealed record FieldChange([property: Id(0)] string Field, [property: Id(1)] string From, [property: Id(2)] string To);
