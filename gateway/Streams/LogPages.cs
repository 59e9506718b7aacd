using Crm.Actors.Contracts.Feed;

namespace Crm.Actors.Gateway.Streams;

/// <summary>
/// Reads the log for clients that are behind the ring. Pages end at round positions, so that clients that come back together, each from
/// its own position, share all pages but their first. Bounded in bytes and in concurrent reads.
/// </summary>
public sealed class LogPages(IFeedSource source, StreamOptions options) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Epoch, long After), Task<LogPage?>> _pages = [];
    private readonly Queue<((string Epoch, long After) Key, long Bytes)> _kept = new();
    private readonly SemaphoreSlim _reads = new(options.LogReads, options.LogReads);
    private long _bytes;

    /// <summary>Frames of any subject after a position, or null when the log cannot be read now.</summary>
    public Task<LogPage?> ReadAsync(string epoch, long after)
    {
        var key = (epoch, after);
        lock (_gate)
        {
            if (_pages.TryGetValue(key, out var known))
                return known;
            var read = LoadAsync(key);
            _pages.Add(key, read);
            return read;
        }
    }

    /// <summary>One subject's frames after a position, or null when the log cannot be read now.</summary>
    public async Task<LogPage?> ReadSubjectAsync(Guid subject, long after)
    {
        await _reads.WaitAsync();
        try
        {
            var page = await source.ReadSubjectAsync(subject, after, options.LogPage, CancellationToken.None);
            return page is null ? null : Encode(page, Math.Max(after, page.Head));
        }
        finally
        {
            _reads.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _reads.Dispose();

    private async Task<LogPage?> LoadAsync((string Epoch, long After) key)
    {
        await Task.Yield(); // so that it is entered before it settles
        await _reads.WaitAsync();
        var end = (key.After / options.LogPage + 1) * options.LogPage;
        LogPage? encoded = null;
        try
        {
            var page = await source.ReadAsync(key.After, (int)(end - key.After), TimeSpan.Zero, CancellationToken.None);
            encoded = page is null ? null : Encode(page, page.Events.Length > 0 ? page.Events[^1].Position : key.After);
            return encoded;
        }
        finally
        {
            _reads.Release();
            Settle(key, encoded is not null && encoded.Through == end ? encoded : null);
        }
    }

    /// <summary>Keeps a full page; forgets any other, for the next reader may find more.</summary>
    private void Settle((string Epoch, long After) key, LogPage? full)
    {
        lock (_gate)
        {
            if (full is null)
            {
                _pages.Remove(key);
                return;
            }

            _kept.Enqueue((key, full.Bytes));
            _bytes += full.Bytes;
            while (_bytes > options.LogPageBytes && _kept.TryDequeue(out var oldest))
            {
                _pages.Remove(oldest.Key);
                _bytes -= oldest.Bytes;
            }
        }
    }

    private static LogPage Encode(FeedPage page, long through)
    {
        using var encoder = new FrameEncoder();
        var frames = new EventFrame[page.Events.Length];
        for (var i = 0; i < frames.Length; i++)
            frames[i] = encoder.Encode(page.Epoch, page.Events[i]);
        return new(page.Epoch, frames, through);
    }
}
