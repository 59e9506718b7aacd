namespace Crm.Actors.Persistence.Verifying;

/// <summary>A row of <c>events.log</c>, as far as a replay needs it. The data is there until the next row is read.</summary>
internal readonly record struct LoggedRow(
    long Position, Guid Id, string AggregateType, Guid AggregateId, long Version, string Type, short SchemaVersion, Guid ActorId, DateTimeOffset At, ReadOnlyMemory<byte> Data);
