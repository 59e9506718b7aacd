namespace Crm.Actors.Contracts.Pipelines;

/// <summary>How long a deal may stay in a stage, in the pipeline's working hours. It counts from the moment that the deal came in.</summary>
/// <param name="Minutes">1 to 525,600; then the deal is overdue.</param>
[GenerateSerializer, Immutable, Alias("crm.StageSla")]
public sealed record StageSla([property: Id(0)] int Minutes)
{
    /// <summary>1 to below <see cref="Minutes"/>: when it is said that it will be; null for no such warning.</summary>
    [Id(1)] public int? WarnMinutes { get; init; }
}
