using System.Diagnostics;
using System.Threading.Channels;
using Crm.Actors.Grains.Kernel;
using Npgsql;
using NpgsqlTypes;

namespace Crm.Actors.Persistence.EventStore;

/// <summary>
/// Reads the rows of many aggregates at once: whatever was asked for while the query before was under way. When a silo dies,
/// thousands of aggregates come to life elsewhere within a second, and this makes a handful of queries of it.
/// </summary>
internal sealed class LoadLane<TState, TEvent> : IAsyncDisposable
    where TState : class
    where TEvent : class
{
    private const int MaxBatch = 512;

    private readonly WriterDatabase _database;
    private readonly IAggregateMapping<TState, TEvent> _mapping;
    private readonly TimeSpan _deadline;
    private readonly TimeProvider _clock;
    private readonly string _sql;
    private readonly Channel<Request> _queue;
    private readonly Task _worker;

    public LoadLane(WriterDatabase database, IAggregateMapping<TState, TEvent> mapping, EventStoreOptions options, TimeProvider clock)
    {
        _database = database;
        _mapping = mapping;
        _deadline = options.Deadline;
        _clock = clock;
        var columns = string.Join(", ", mapping.Columns.Select(static c => $"t.{c.Name}"));
        _sql = $"""
            SELECT t.id, t.version, {columns}, f.position
            FROM events.feed f CROSS JOIN unnest($1::uuid[]) AS i(id) JOIN {mapping.Table} t ON t.id = i.id
            WHERE f.singleton
            """;
        _queue = Channel.CreateBounded<Request>(new BoundedChannelOptions(options.QueueCapacity) { SingleReader = true });
        _worker = Task.Run(WorkAsync);
    }

    /// <exception cref="StoreUnavailableException">The database does not answer in time, or too much is waiting.</exception>
    public Task<Stored<TState>> LoadAsync(Guid id)
    {
        var request = new Request(id, _clock.GetTimestamp());
        if (!_queue.Writer.TryWrite(request))
            request.TrySetException(new StoreUnavailableException("Too many reads are waiting."));
        return request.Task;
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _worker;
    }

    private async Task WorkAsync()
    {
        // It began with the first request, and has nothing to do with it.
        Activity.Current = null;
        while (await _queue.Reader.WaitToReadAsync())
        {
            var batch = new List<Request>();
            while (batch.Count < MaxBatch && _queue.Reader.TryRead(out var request))
                batch.Add(request);
            try
            {
                await AnswerAsync(batch);
            }
            catch (Exception error)
            {
                foreach (var request in batch)
                    request.TrySetException(new StoreUnavailableException("The database does not answer.", error));
            }
        }
    }

    private async Task AnswerAsync(List<Request> batch)
    {
        var left = _deadline - _clock.GetElapsedTime(batch[0].AskedAt);
        using var cancellation = new CancellationTokenSource(left > TimeSpan.Zero ? left : TimeSpan.Zero, _clock);
        await using var connection = await _database.OpenAsync(cancellation.Token);
        await using var command = new NpgsqlCommand(_sql, connection);
        command.AddArray(NpgsqlDbType.Uuid, batch.ConvertAll(static request => request.Id));
        var found = new Dictionary<Guid, Stored<TState>>();
        await using (var rows = await command.ExecuteReaderAsync(cancellation.Token))
        {
            while (await rows.ReadAsync(cancellation.Token))
                found[rows.GetGuid(0)] = new Stored<TState>(_mapping.Read(rows), rows.GetInt64(rows.FieldCount - 1));
        }

        foreach (var request in batch)
            request.TrySetResult(found.GetValueOrDefault(request.Id));
    }

    private sealed class Request(Guid id, long askedAt) : TaskCompletionSource<Stored<TState>>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public Guid Id { get; } = id;

        public long AskedAt { get; } = askedAt;
    }
}
