using System.Net.Sockets;
using Crm.Actors.Grains.Kernel;
using Npgsql;

namespace Crm.Actors.Persistence.Reading;

/// <summary>The reader login's connections for look-ups that are decided before: by id, or by a short key.</summary>
public sealed class ReaderDatabase : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1.5);

    private readonly NpgsqlDataSource _source;
    private readonly TimeProvider _clock;

    /// <param name="connectionString">Npgsql connection string of the reader login.</param>
    /// <param name="clock">Counts the time that a read may take.</param>
    public ReaderDatabase(string connectionString, TimeProvider clock)
    {
        _clock = clock;
        _source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString)
        {
            ApplicationName = "crm-reads",
            MaxPoolSize = 8,
            Timeout = 2,
            CommandTimeout = 2,
            CancellationTimeout = 300,
            MaxAutoPrepare = 8,
            AutoPrepareMinUsages = 2,
            KeepAlive = 10,
        });
    }

    /// <exception cref="StoreUnavailableException">The database does not answer in time.</exception>
    internal async Task<T> ReadAsync<T>(
        string sql, Action<NpgsqlCommand> bind, Func<NpgsqlDataReader, CancellationToken, Task<T>> read)
    {
        using var deadline = new CancellationTokenSource(Patience, _clock);
        try
        {
            await using var command = _source.CreateCommand(sql);
            bind(command);
            await using var row = await command.ExecuteReaderAsync(deadline.Token);
            return await read(row, deadline.Token);
        }
        catch (Exception error) when (error is NpgsqlException or OperationCanceledException or TimeoutException or IOException or SocketException)
        {
            throw new StoreUnavailableException("The database does not answer.", error);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _source.DisposeAsync();
}
