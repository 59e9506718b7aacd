using System.Collections.Immutable;

namespace Crm.Actors.Persistence.Consumers;

/// <summary>Which rows a transaction is about.</summary>
/// <param name="Consumer">The consumer's name.</param>
/// <param name="AggregateTypes">The aggregate types that it wants.</param>
/// <param name="EventTypes">The event types that it wants; empty for all.</param>
/// <param name="WaitsForDisk">Whether its commits do.</param>
/// <param name="Partitions">The partitions, each once.</param>
internal sealed record ConsumerScope(string Consumer, ImmutableArray<string> AggregateTypes, ImmutableArray<string> EventTypes, bool WaitsForDisk, ImmutableArray<short> Partitions);
