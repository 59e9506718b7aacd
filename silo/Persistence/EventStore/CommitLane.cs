using System.Diagnostics;
using System.Threading.Channels;
using Crm.Actors.Grains.Kernel;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Crm.Actors.Persistence.EventStore;

/// <summary>
/// One connection that commits batch after batch. A batch is whatever came while the one before was under way, so batches grow
/// with the load; under one they begin <see cref="EventStoreOptions.Pace"/> apart, and nothing else waits for them to fill.
/// </summary>
internal sealed partial class CommitLane<TState, TEvent> : IAsyncDisposable
    where TState : class
    where TEvent : class
{
    private static readonly TimeSpan RetryPause = TimeSpan.FromMilliseconds(50);

    private readonly WriterDatabase _database;
    private readonly EventStoreOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly Channel<PendingAppend<TState, TEvent>> _queue;
    private readonly CommitStatement<TState, TEvent> _statement;
    private readonly string _table;
    private readonly StoreMetrics? _metrics;
    private readonly Task _worker;
    private Task<NpgsqlConnection>? _connecting;
    private PendingAppend<TState, TEvent>? _postponed;
    private bool _failing;

    public CommitLane(
        WriterDatabase database,
        IAggregateMapping<TState, TEvent> mapping,
        EventStoreOptions options,
        TimeProvider clock,
        ILogger logger,
        StoreMetrics? metrics)
    {
        _database = database;
        _options = options;
        _clock = clock;
        _logger = logger;
        _table = mapping.Table;
        _metrics = metrics;
        _statement = new CommitStatement<TState, TEvent>(mapping);
        _queue = Channel.CreateBounded<PendingAppend<TState, TEvent>>(new BoundedChannelOptions(options.QueueCapacity) { SingleReader = true });
        _worker = Task.Run(WorkAsync);
    }

    /// <summary>Appends that wait for the batch after the one that is under way.</summary>
    public int Waiting => _queue.Reader.Count;

    public Task<AppendResult> AppendAsync(GrowingAppend<TState, TEvent> append)
    {
        var pending = new PendingAppend<TState, TEvent>(append, _clock.GetTimestamp());
        return _queue.Writer.TryWrite(pending)
            ? pending.Task
            : Task.FromResult(new AppendResult(_worker.IsCompleted ? AppendStatus.Unavailable : AppendStatus.Overloaded));
    }

    /// <summary>Commits what is queued, then closes the connection.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _worker;
        if (_connecting is { } connecting)
            await ((Task)connecting).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await DisconnectAsync();
        _statement.Dispose();
    }

    private async Task WorkAsync()
    {
        // It began with the first request, and has nothing to do with it.
        Activity.Current = null;
        var (began, wasShared) = (0L, false);
        while (_postponed is not null || await _queue.Reader.WaitToReadAsync())
        {
            if (wasShared)
                await PaceAsync(began);
            began = _clock.GetTimestamp();
            var batch = TakeBatch();
            wasShared = batch.Count > 1;
            await CommitAsync(batch);
        }
    }

    /// <summary>Where several come at a time, a moment more makes half as many statements, which cost the database more than what is in them.</summary>
    private async Task PaceAsync(long began)
    {
        if (_options.Pace - _clock.GetElapsedTime(began) is var early && early > TimeSpan.Zero && Waiting < _options.MaxBatchAppends)
            await Task.Delay(early, _clock);
    }

    /// <summary>
    /// Takes what waits, up to the bounds. Two appends with the same key never share a statement, nor two to the same aggregate: they
    /// come from an activation and from one that takes its place, and only the database tells which of them is stale.
    /// </summary>
    private List<PendingAppend<TState, TEvent>> TakeBatch()
    {
        var batch = new List<PendingAppend<TState, TEvent>>();
        var keys = new HashSet<(Guid, string)>();
        var aggregates = new HashSet<Guid>();
        var events = 0;
        while (batch.Count < _options.MaxBatchAppends && events < _options.MaxBatchEvents)
        {
            var next = _postponed;
            _postponed = null;
            if (next is null && !_queue.Reader.TryRead(out next))
                break;
            if (!aggregates.Add(next.Append.Id) || next.Append.Keys.Any(key => keys.Contains((key.CallerId, key.Key))))
            {
                _postponed = next;
                break;
            }

            foreach (var key in next.Append.Keys)
                keys.Add((key.CallerId, key.Key));
            events += next.Append.Events.Length;
            batch.Add(next);
        }

        // Two silos that write the same aggregates lock them in the same order.
        batch.Sort(static (a, b) => a.Append.Id.CompareTo(b.Append.Id));
        return batch;
    }

    private async Task CommitAsync(List<PendingAppend<TState, TEvent>> batch)
    {
        var started = _clock.GetTimestamp();
        var events = 0;
        foreach (var pending in batch)
            events += pending.Append.Events.Length;
        using var spans = CommitSpans.Start(_table, batch, events);
        try
        {
            await CommitWithinDeadlineAsync(batch);
        }
        catch (Exception defect)
        {
            LogDefect(_logger, defect, batch.Count);
            await DisconnectAsync();
        }
        finally
        {
            foreach (var pending in batch)
                pending.TrySetResult(new AppendResult(AppendStatus.Unavailable));
            _metrics?.Record(events, _clock.GetElapsedTime(started));
        }
    }

    /// <summary>Sends the batch until its outcome is known or its oldest append is out of time.</summary>
    private async Task CommitWithinDeadlineAsync(List<PendingAppend<TState, TEvent>> batch)
    {
        var (looksForKeys, deadline) = (false, _options.Deadline);
        while (batch.Count > 0)
        {
            var left = deadline - _clock.GetElapsedTime(batch.Min(static p => p.EnqueuedAt));
            if (left <= TimeSpan.Zero)
                return;
            using var cancellation = new CancellationTokenSource(left, _clock);
            try
            {
                var connection = await ConnectAsync(cancellation.Token);
                if (batch.Exists(static p => p.MayBeCommitted))
                    batch = await SettleCommittedAsync(connection, batch, cancellation.Token);
                if (batch.Count > 0)
                    await SendAsync(connection, batch, looksForKeys, cancellation.Token);
                if (_failing)
                    LogRecovered(_logger);
                _failing = false;
                return;
            }
            catch (Exception error) when (error is NpgsqlException or OperationCanceledException or IOException or TimeoutException)
            {
                switch (CommitFaults.Classify(error))
                {
                    case CommitFault.KeyTaken when !looksForKeys:
                        looksForKeys = true;
                        continue;
                    case CommitFault.BadData when batch.Count == 1:
                        var refusal = CommitFaults.RefusalOf(error, _table);
                        if (refusal.Status == AppendStatus.Refused)
                            LogRefused(_logger, error, batch[0].Append.Id);
                        batch[0].TrySetResult(refusal);
                        return;
                    case CommitFault.BadData:
                        await CommitWithinDeadlineAsync(batch[..(batch.Count / 2)]);
                        batch = batch[(batch.Count / 2)..];
                        continue;
                    case CommitFault.Unknown:
                        batch.ForEach(static p => p.MayBeCommitted = true);
                        await DisconnectAsync();
                        break;
                }

                if (CommitFaults.IsRefusedConnection(error))
                    deadline = _options.RefusedDeadline;
                if (!_failing)
                    LogFailing(_logger, error.Message);
                _failing = true;
                await PauseAsync(cancellation.Token);
            }
        }
    }

    private async Task SendAsync(
        NpgsqlConnection connection, List<PendingAppend<TState, TEvent>> batch, bool looksForKeys, CancellationToken cancellation)
    {
        _statement.Fill(batch, looksForKeys);
        var results = await _statement.ExecuteAsync(cancellation);
        var notCreated = results.Where(static result => result.Value.Status == AppendStatus.Taken).Select(static result => result.Key).ToList();
        if (notCreated.Count > 0)
        {
            foreach (var id in await _statement.ExistingAsync(connection, notCreated, cancellation))
                results.Remove(id);
        }

        var unsettled = batch.FindAll(p =>
            p.MayBeCommitted && !(results.TryGetValue(p.Append.Id, out var result) && result.Status == AppendStatus.Committed));
        // The first attempt may have been under way still: what stands against the second may be the first.
        if (unsettled.Count > 0)
            await SettleCommittedAsync(connection, unsettled, cancellation);
        foreach (var pending in batch)
            pending.TrySetResult(results.GetValueOrDefault(pending.Append.Id, new AppendResult(AppendStatus.Conflict)));
    }

    /// <summary>Answers those that took effect the first time.</summary>
    /// <returns>The others.</returns>
    private static async Task<List<PendingAppend<TState, TEvent>>> SettleCommittedAsync(
        NpgsqlConnection connection, List<PendingAppend<TState, TEvent>> batch, CancellationToken cancellation)
    {
        var committed = await CommitTokens.FindAsync(connection, batch.Select(static p => p.Append), cancellation);
        foreach (var pending in batch)
        {
            if (committed.TryGetValue(pending.Append.Id, out var result))
                pending.TrySetResult(result);
        }

        return batch.FindAll(static p => !p.Task.IsCompleted);
    }

    /// <summary>Waits for a connection. Connecting goes on when the wait is given up, so that a slow start serves the next batch.</summary>
    private async ValueTask<NpgsqlConnection> ConnectAsync(CancellationToken cancellation)
    {
        if (_connecting is { IsCompleted: true, IsCompletedSuccessfully: false })
            _connecting = null;
        return await (_connecting ??= OpenAsync()).WaitAsync(cancellation);
    }

    private async Task<NpgsqlConnection> OpenAsync()
    {
        var connection = await _database.OpenAsync(CancellationToken.None);
        try
        {
            await _statement.PrepareAsync(connection);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private async ValueTask DisconnectAsync()
    {
        if (_connecting is not { IsCompletedSuccessfully: true } connected)
            return;
        _connecting = null;
        await (await connected).DisposeAsync();
    }

    private async Task PauseAsync(CancellationToken cancellation)
    {
        await Task.Delay(RetryPause, _clock, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    [LoggerMessage(2001, LogLevel.Warning, "Commits fail and are tried again: {Reason}")]
    private static partial void LogFailing(ILogger logger, string reason);

    [LoggerMessage(2002, LogLevel.Information, "Commits succeed again")]
    private static partial void LogRecovered(ILogger logger);

    [LoggerMessage(2003, LogLevel.Error, "The database refuses the data of aggregate {AggregateId}")]
    private static partial void LogRefused(ILogger logger, Exception error, Guid aggregateId);

    [LoggerMessage(2004, LogLevel.Error, "A batch of {Appends} appends failed in a way that was not foreseen")]
    private static partial void LogDefect(ILogger logger, Exception error, int appends);
}
