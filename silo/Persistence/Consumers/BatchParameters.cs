using Npgsql;
using NpgsqlTypes;

namespace Crm.Actors.Persistence.Consumers;

/// <summary>Positional parameters of a command in a batch, in the order of their numbers.</summary>
public static class BatchParameters
{
    /// <summary>Adds a command.</summary>
    public static NpgsqlBatchCommand Add(this NpgsqlBatch batch, string sql)
    {
        var command = new NpgsqlBatchCommand(sql);
        batch.BatchCommands.Add(command);
        return command;
    }

    /// <summary>Adds a parameter.</summary>
    public static NpgsqlBatchCommand With<T>(this NpgsqlBatchCommand command, NpgsqlDbType type, T value)
    {
        command.Parameters.Add(new NpgsqlParameter<T> { TypedValue = value, NpgsqlDbType = type });
        return command;
    }

    /// <summary>Adds an array parameter.</summary>
    public static NpgsqlBatchCommand WithArray<T>(this NpgsqlBatchCommand command, NpgsqlDbType elementType, IEnumerable<T> values) =>
        command.With(NpgsqlDbType.Array | elementType, values.ToArray());
}
