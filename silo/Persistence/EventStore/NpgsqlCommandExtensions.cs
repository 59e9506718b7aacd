using Npgsql;
using NpgsqlTypes;

namespace Crm.Actors.Persistence.EventStore;

internal static class NpgsqlCommandExtensions
{
    /// <summary>Adds a positional array parameter.</summary>
    public static void AddArray<T>(this NpgsqlCommand command, NpgsqlDbType elementType, List<T> values) =>
        command.Parameters.Add(new NpgsqlParameter<List<T>> { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | elementType });

    /// <summary>Adds a positional parameter.</summary>
    public static void AddValue<T>(this NpgsqlCommand command, NpgsqlDbType type, T value) =>
        command.Parameters.Add(new NpgsqlParameter<T> { TypedValue = value, NpgsqlDbType = type });
}
