using Npgsql;
using NpgsqlTypes;

namespace Crm.Actors.Persistence.EventStore;

/// <summary>An array parameter that is filled anew for each execution without being allocated anew.</summary>
internal sealed class ArrayParameter<T>
{
    private readonly List<T> _values = [];

    public ArrayParameter(NpgsqlDbType elementType) =>
        Parameter = new NpgsqlParameter<List<T>> { TypedValue = _values, NpgsqlDbType = NpgsqlDbType.Array | elementType };

    public NpgsqlParameter Parameter { get; }

    public void Add(T value) => _values.Add(value);

    public void Clear() => _values.Clear();
}
