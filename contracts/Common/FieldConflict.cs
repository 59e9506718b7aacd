namespace Crm.Actors.Contracts;

/// <summary>A field that was changed by somebody else after the version that the caller had read. The values are JSON texts.</summary>
/// <param name="Field">The field's name; custom fields as <c>customFields.key</c>.</param>
/// <param name="Base">The value at the caller's <c>baseVersion</c>.</param>
/// <param name="Yours">The value that the caller asked for.</param>
/// <param name="Theirs">The value that stands now.</param>
[GenerateSerializer, Immutable, Alias("crm.FieldConflict")]
public sealed record FieldConflict(
    [property: Id(0)] string Field,
    [property: Id(1)] string Base,
    [property: Id(2)] string Yours,
    [property: Id(3)] string Theirs);
