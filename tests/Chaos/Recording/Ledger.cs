using System.Text;
using System.Text.Json;
using System.Threading.Channels;

namespace Crm.Actors.Chaos.Recording;

/// <summary>
/// An append-only file outside of the system. <see cref="AppendAsync"/> returns when the record is on disk; records that wait at the
/// same time share one fsync.
/// </summary>
public sealed class Ledger : IAsyncDisposable
{
    private readonly Channel<Entry> _entries = Channel.CreateUnbounded<Entry>(new UnboundedChannelOptions { SingleReader = true });
    private readonly List<LedgerRecord> _records = [];
    private readonly FileStream _file;
    private readonly Task _writing;

    public Ledger(string path)
    {
        _file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read);
        _writing = Task.Run(WriteAsync);
    }

    /// <summary>What is on disk, in order.</summary>
    public IReadOnlyList<LedgerRecord> Records()
    {
        lock (_records)
            return [.. _records];
    }

    public Task AppendAsync(LedgerRecord record)
    {
        var entry = new Entry(record, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        return _entries.Writer.TryWrite(entry)
            ? entry.OnDisk.Task
            : Task.FromException(new InvalidOperationException("The ledger is closed."));
    }

    public async ValueTask DisposeAsync()
    {
        _entries.Writer.TryComplete();
        await _writing;
        await _file.DisposeAsync();
    }

    private async Task WriteAsync()
    {
        var batch = new List<Entry>();
        while (await _entries.Reader.WaitToReadAsync())
        {
            batch.Clear();
            while (_entries.Reader.TryRead(out var entry))
                batch.Add(entry);
            foreach (var (record, _) in batch)
                await _file.WriteAsync(Encoding.UTF8.GetBytes($"{record.GetType().Name} {JsonSerializer.Serialize(record, record.GetType())}\n"));
            _file.Flush(flushToDisk: true);
            lock (_records)
                _records.AddRange(batch.Select(static entry => entry.Record));
            foreach (var (_, onDisk) in batch)
                onDisk.TrySetResult();
        }
    }

    private readonly record struct Entry(LedgerRecord Record, TaskCompletionSource OnDisk);
}
