using System.Collections.Immutable;

namespace Crm.Actors.Contracts.Deals.Events;

/// <summary>The former values of those parts of a <see cref="DealContext"/> that an event changed; the others are absent.</summary>
public sealed record DealContextChange
{
    public Optional<Guid> OwnerId { get; init; }

    public Optional<Guid?> TeamId { get; init; }

    public Optional<Guid> PipelineId { get; init; }

    public Optional<string> Stage { get; init; }

    public Optional<decimal?> Amount { get; init; }

    public Optional<string?> Currency { get; init; }

    public Optional<DealStatus> Status { get; init; }

    public Optional<bool> Archived { get; init; }

    public Optional<ImmutableArray<Guid>> SharedWith { get; init; }
}
