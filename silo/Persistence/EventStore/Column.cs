using Npgsql;
using NpgsqlTypes;

namespace Crm.Actors.Persistence.EventStore;

/// <summary>One column of an aggregate's row.</summary>
/// <typeparam name="TState">The aggregate's state.</typeparam>
/// <param name="name">The column's name.</param>
/// <param name="type">The PostgreSQL type that the values are sent as, such as <c>text</c>.</param>
/// <param name="cast">The column's own type where it is another one, such as <c>jsonb</c>.</param>
public abstract class Column<TState>(string name, string type, string? cast)
{
    public string Name { get; } = name;

    public string Type { get; } = type;

    public string? Cast { get; } = cast;

    /// <summary>The value of a state.</summary>
    public abstract object? ValueOf(TState state);

    internal abstract ColumnValues<TState> NewValues();
}

/// <inheritdoc/>
/// <typeparam name="TState">The aggregate's state.</typeparam>
/// <typeparam name="T">The type of the values; nullable where the column is.</typeparam>
public sealed class Column<TState, T>(string name, string type, NpgsqlDbType dbType, Func<TState, T> read, string? cast = null)
    : Column<TState>(name, type, cast)
{
    /// <inheritdoc/>
    public override object? ValueOf(TState state) => read(state);

    internal override ColumnValues<TState> NewValues() => new Values(dbType, read);

    private sealed class Values(NpgsqlDbType dbType, Func<TState, T> read) : ColumnValues<TState>
    {
        private readonly ArrayParameter<T> _values = new(dbType);

        public override NpgsqlParameter Parameter => _values.Parameter;

        public override void Add(TState state) => _values.Add(read(state));

        public override void Clear() => _values.Clear();
    }
}
