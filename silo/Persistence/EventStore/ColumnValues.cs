using Npgsql;

namespace Crm.Actors.Persistence.EventStore;

/// <summary>The values of one column for all rows of a batch.</summary>
internal abstract class ColumnValues<TState>
{
    public abstract NpgsqlParameter Parameter { get; }

    public abstract void Add(TState state);

    public abstract void Clear();
}
