namespace Crm.Actors.Gateway.Streams.Summaries;

/// <summary>One client's look at the board: it knows which message the client was sent last. For one thread.</summary>
public sealed class SummaryView(SummaryBoard board, WakeSignal viewer) : IDisposable
{
    private byte[]? _seen;

    /// <summary>The newest message, if the client has not been sent it yet.</summary>
    public byte[]? TakeNew()
    {
        var newest = board.Newest;
        return newest == _seen ? null : _seen = newest;
    }

    /// <inheritdoc/>
    public void Dispose() => board.Close(viewer);
}
