namespace Crm.Actors.Gateway.Streams.Summaries;

/// <summary>
/// Shows the newest summary, as the message that it is on the wire, to those who want it, and wakes them when it changes. There is no
/// queue: who is slow sees fewer of them, but always the newest.
/// </summary>
public sealed class SummaryBoard
{
    private readonly Lock _gate = new();
    private readonly HashSet<WakeSignal> _viewers = [];
    private TaskCompletionSource _demand = New();
    private byte[]? _newest;

    /// <summary>The newest message; null as long as none is known. Another message is another array.</summary>
    public byte[]? Newest => Volatile.Read(ref _newest);

    /// <summary>Somebody looks until he disposes of his view.</summary>
    public SummaryView Open(WakeSignal viewer)
    {
        lock (_gate)
        {
            _viewers.Add(viewer);
            _demand.TrySetResult();
        }

        return new SummaryView(this, viewer);
    }

    /// <summary>For the loop: waits until somebody looks. As long as nobody does, nothing is shown, for it would grow old.</summary>
    public Task DemandAsync(CancellationToken cancellation)
    {
        lock (_gate)
        {
            if (_viewers.Count > 0)
                return Task.CompletedTask;
            Volatile.Write(ref _newest, null);
            _demand = New();
            return _demand.Task.WaitAsync(cancellation);
        }
    }

    /// <summary>For the loop: shows a message. The same bytes again are nothing new.</summary>
    public void Show(byte[] message)
    {
        if (Newest.AsSpan().SequenceEqual(message))
            return;
        lock (_gate)
        {
            Volatile.Write(ref _newest, message);
            foreach (var viewer in _viewers)
                viewer.Wake();
        }
    }

    internal void Close(WakeSignal viewer)
    {
        lock (_gate)
            _viewers.Remove(viewer);
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
