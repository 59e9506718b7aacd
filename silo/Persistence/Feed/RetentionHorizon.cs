namespace Crm.Actors.Persistence.Feed;

/// <summary>The oldest position from which a stream resumes. Looked up once a minute at most; it only rises within an epoch.</summary>
public sealed class RetentionHorizon(FeedReader reader, FeedOptions options, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Freshness = TimeSpan.FromMinutes(1);
    private readonly SemaphoreSlim _one = new(1, 1);
    private State? _state;

    /// <summary>The horizon of an epoch, at most a minute old.</summary>
    public async ValueTask<long> GetAsync(string epoch, CancellationToken cancellation)
    {
        if (Fresh(epoch) is { } known)
            return known.Position;
        await _one.WaitAsync(cancellation);
        try
        {
            if (Fresh(epoch) is { } meanwhile)
                return meanwhile.Position;
            var floor = _state is { } old && string.Equals(old.Epoch, epoch, StringComparison.Ordinal) ? old.Position : 0;
            var position = await reader.OlderThanAsync(options.Retention, floor, cancellation);
            _state = new(epoch, position, time.GetTimestamp());
            return position;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    private State? Fresh(string epoch) =>
        Volatile.Read(ref _state) is { } s && string.Equals(s.Epoch, epoch, StringComparison.Ordinal) && time.GetElapsedTime(s.At) < Freshness
            ? s
            : null;

    private sealed record State(string Epoch, long Position, long At);
}
