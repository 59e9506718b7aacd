using Crm.Actors.Grains.Kernel;
using Npgsql;

namespace Crm.Actors.Persistence.EventStore;

/// <summary>Statements that answer within the event store's deadline, or throw <see cref="StoreUnavailableException"/>.</summary>
internal sealed class TimedReads(WriterDatabase database, EventStoreOptions options, TimeProvider clock)
{
    public async Task<T> ReadAsync<T>(
        string sql, Action<NpgsqlCommand> bind, Func<NpgsqlDataReader, CancellationToken, Task<T>> read)
    {
        using var deadline = new CancellationTokenSource(options.Deadline, clock);
        try
        {
            await using var connection = await database.OpenAsync(deadline.Token);
            await using var command = new NpgsqlCommand(sql, connection);
            bind(command);
            await using var rows = await command.ExecuteReaderAsync(deadline.Token);
            return await read(rows, deadline.Token);
        }
        catch (Exception error) when (error is NpgsqlException or OperationCanceledException or TimeoutException or IOException)
        {
            throw new StoreUnavailableException("The database does not answer.", error);
        }
    }
}
