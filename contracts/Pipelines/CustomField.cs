using System.Collections.Immutable;

namespace Crm.Actors.Contracts.Pipelines;

/// <summary>A custom field that the deals of a pipeline may have.</summary>
/// <param name="Key">Its name in a deal's customFields: 1 to 63 ASCII letters, digits and underscores, a letter first.</param>
/// <param name="Name">What people read, 1 to 100 characters.</param>
/// <param name="Type">What its values are; never another one once the field exists.</param>
[GenerateSerializer, Immutable, Alias("crm.CustomField")]
public sealed record CustomField([property: Id(0)] string Key, [property: Id(1)] string Name, [property: Id(2)] CustomFieldType Type)
{
    /// <summary>ISO 4217 code, for money and for nothing else; never another one once the field exists.</summary>
    [Id(3)] public string? Currency { get; init; }

    /// <summary>1 to 100 distinct texts of 1 to 100 characters, for <see cref="CustomFieldType.Choice"/> and for nothing else.</summary>
    [Id(4)] public ImmutableArray<string> Choices { get; init; } = [];

    /// <summary>Taken out of the pipeline: deals keep their values, and get no new ones.</summary>
    [Id(5)] public bool Hidden { get; init; }

    /// <inheritdoc/>
    public bool Equals(CustomField? other) => other is not null
        && Key == other.Key && Name == other.Name && Type == other.Type && Currency == other.Currency && Hidden == other.Hidden
        && Choices.AsSpan().SequenceEqual(other.Choices.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Key, Name, Type, Currency, Hidden, Choices.Length);
}
