using System.Collections.Immutable;

namespace Crm.Actors.Contracts.Pipelines;

/// <summary>
/// Changes a pipeline (RFC 7396); lists are given whole. A stage that is not in the list any more is retired, a custom field hidden; to
/// name it again brings it back. For managers and administrators.
/// </summary>
[GenerateSerializer, Immutable, Alias("crm.PatchPipeline")]
public sealed record PatchPipeline([property: Id(0)] CommandContext Context)
{
    [Id(1)] public Optional<string?> Name { get; init; }

    [Id(2)] public Optional<ImmutableArray<PipelineStage>?> Stages { get; init; }

    [Id(3)] public Optional<ImmutableArray<CustomField>?> CustomFields { get; init; }

    [Id(4)] public Optional<ImmutableArray<string>?> LostReasons { get; init; }

    [Id(5)] public Optional<bool?> FreeFields { get; init; }

    [Id(6)] public Optional<WorkingHours?> Hours { get; init; }
}
