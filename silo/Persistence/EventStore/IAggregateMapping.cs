using Crm.Actors.Grains.Kernel;
using Npgsql;

namespace Crm.Actors.Persistence.EventStore;

/// <summary>How one kind of aggregate is kept. The event store knows nothing else of it.</summary>
/// <typeparam name="TState">The aggregate's state.</typeparam>
/// <typeparam name="TEvent">The base of its events.</typeparam>
public interface IAggregateMapping<TState, TEvent>
    where TState : class
    where TEvent : class
{
    /// <summary>The kind's name in the log, such as <c>deal</c>.</summary>
    string AggregateType { get; }

    /// <summary>The table of rows, with schema. It has the columns <c>id uuid primary key</c> and <c>version bigint</c> beside <see cref="Columns"/>.</summary>
    string Table { get; }

    /// <summary>
    /// Whether rows have a unique key beside their id. A new aggregate whose key another one has is then told so
    /// (<see cref="AppendStatus.Taken"/>), and so is an existing one that is to get the key of another.
    /// </summary>
    bool HasUniqueKey => false;

    /// <summary>Connections that commit side by side; null for <see cref="EventStoreOptions.Lanes"/>. Fewer for what seldom changes.</summary>
    int? Lanes => null;

    /// <summary>All columns but id and version.</summary>
    IReadOnlyList<Column<TState>> Columns { get; }

    /// <summary>Tables with rows of single events; what the rules let through must never fail there.</summary>
    IReadOnlyList<ChildTable<TEvent>> Children => [];

    /// <summary>The aggregate of another kind that an event is also about, so that whoever follows that one finds it; null where there is none.</summary>
    Guid? AboutOf(TEvent happened) => null;

    /// <summary>The events as JSON.</summary>
    IEventCodec<TEvent> Codec { get; }

    /// <summary>The version after which the state stands.</summary>
    long VersionOf(TState state);

    /// <summary>A state from a row that has <c>id</c>, <c>version</c> and <see cref="Columns"/> in this order.</summary>
    TState Read(NpgsqlDataReader row);
}
