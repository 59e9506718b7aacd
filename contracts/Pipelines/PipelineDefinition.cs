using System.Collections.Immutable;

namespace Crm.Actors.Contracts.Pipelines;

/// <summary>What a pipeline is: the way of its deals, and what they may have.</summary>
/// <param name="Name">What people read, 1 to 100 characters.</param>
/// <param name="Stages">In the order of the way: 1 to 50, and those that are retired, up to 200 in all.</param>
[GenerateSerializer, Immutable, Alias("crm.PipelineDefinition")]
public sealed record PipelineDefinition([property: Id(0)] string Name, [property: Id(1)] ImmutableArray<PipelineStage> Stages)
{
    /// <summary>Up to 50, and those that are hidden, up to 200 in all.</summary>
    [Id(2)] public ImmutableArray<CustomField> CustomFields { get; init; } = [];

    /// <summary>Why a deal can be lost, up to 50 distinct texts of 1 to 500 characters; none where any reason will do.</summary>
    [Id(3)] public ImmutableArray<string> LostReasons { get; init; } = [];

    /// <summary>Whether deals may have custom fields that are not among <see cref="CustomFields"/>, with any text, number or boolean.</summary>
    [Id(4)] public bool FreeFields { get; init; }

    /// <summary>When people work on its deals; null where every hour counts, in UTC.</summary>
    [Id(5)] public WorkingHours? Hours { get; init; }

    /// <summary>The stage of that name, also when it is retired; null when there is none.</summary>
    public PipelineStage? Stage(string slug)
    {
        foreach (var stage in Stages)
        {
            if (stage.Slug == slug)
                return stage;
        }

        return null;
    }

    /// <summary>The custom field of that key, also when it is hidden; null when there is none.</summary>
    public CustomField? Field(string key)
    {
        foreach (var field in CustomFields)
        {
            if (field.Key == key)
                return field;
        }

        return null;
    }

    /// <inheritdoc/>
    public bool Equals(PipelineDefinition? other) => other is not null
        && Name == other.Name && FreeFields == other.FreeFields && Hours == other.Hours && Stages.AsSpan().SequenceEqual(other.Stages.AsSpan())
        && CustomFields.AsSpan().SequenceEqual(other.CustomFields.AsSpan()) && LostReasons.AsSpan().SequenceEqual(other.LostReasons.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, FreeFields, Stages.Length, CustomFields.Length, LostReasons.Length);
}
