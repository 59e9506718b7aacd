using Crm.Actors.Grains.Kernel;
using Npgsql;
using NpgsqlTypes;

namespace Crm.Actors.Persistence.EventStore;

/// <summary>The rows of one child table for all events of a batch.</summary>
internal sealed class ChildRows<TEvent>(ChildTable<TEvent> table)
    where TEvent : class
{
    private readonly ArrayParameter<Guid> _aggregate = new(NpgsqlDbType.Uuid);
    private readonly ColumnValues<Recorded<TEvent>>[] _columns = [.. table.Columns.Select(static column => column.NewValues())];

    /// <summary>In the order of <see cref="CommitSql"/>.</summary>
    public IEnumerable<NpgsqlParameter> Parameters => _columns.Select(static values => values.Parameter).Prepend(_aggregate.Parameter);

    /// <summary>Adds the event's row, if it has one here.</summary>
    public void Add(Guid aggregateId, Recorded<TEvent> recorded)
    {
        if (!table.Wants(recorded.Data))
            return;
        _aggregate.Add(aggregateId);
        foreach (var column in _columns)
            column.Add(recorded);
    }

    public void Clear()
    {
        _aggregate.Clear();
        foreach (var column in _columns)
            column.Clear();
    }
}
