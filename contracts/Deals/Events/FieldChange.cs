namespace Crm.Actors.Contracts.Deals.Events;

/// <summary>A field's old and new value, as JSON texts.</summary>
/// <param name="Field">The field's name on the wire; custom fields as <c>customFields.key</c>.</param>
/// <param name="From">The old value; <c>null</c> where there was none.</param>
/// <param name="To">The new value; <c>null</c> where there is none now.</param>
public sealed record FieldChange(string Field, string From, string To);
