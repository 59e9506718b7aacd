using System.Collections.Immutable;

namespace Crm.Actors.Contracts.Pipelines;

/// <summary>A step on a deal's way.</summary>
/// <param name="Slug">Its name in a deal: 1 to 50 characters of a-z, 0-9 and hyphens, a letter or digit at both ends.</param>
/// <param name="Name">What people read, 1 to 100 characters.</param>
[GenerateSerializer, Immutable, Alias("crm.PipelineStage")]
public sealed record PipelineStage([property: Id(0)] string Slug, [property: Id(1)] string Name)
{
    /// <summary>How likely a deal in it is won, in percent from 0 to 100; null where nobody says.</summary>
    [Id(2)] public int? Probability { get; init; }

    /// <summary>
    /// What a deal must have to come into the stage, and keeps while it is in it: client, amount, expectedCloseDate, or customFields.key.
    /// Up to 50, distinct.
    /// </summary>
    [Id(3)] public ImmutableArray<string> RequiredFields { get; init; } = [];

    /// <summary>Taken out of the pipeline: deals in it stay until they are moved, and none comes in.</summary>
    [Id(4)] public bool Retired { get; init; }

    /// <summary>What a deal asks for when it comes into the stage, up to 10.</summary>
    [Id(5)] public ImmutableArray<StageTask> Tasks { get; init; } = [];

    /// <summary>How long a deal may stay in it; null where nobody says.</summary>
    [Id(6)] public StageSla? Sla { get; init; }

    /// <inheritdoc/>
    public bool Equals(PipelineStage? other) => other is not null
        && Slug == other.Slug && Name == other.Name && Probability == other.Probability && Retired == other.Retired && Sla == other.Sla
        && RequiredFields.AsSpan().SequenceEqual(other.RequiredFields.AsSpan()) && Tasks.AsSpan().SequenceEqual(other.Tasks.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Slug, Name, Probability, Retired, RequiredFields.Length, Tasks.Length);
}
