namespace Crm.Actors.Silo.Telegram.Sending;

/// <summary>What this process sent last. Thread-safe.</summary>
internal sealed class MemorySentMessages : ISentMessages
{
    private const int Most = 100_000;

    private readonly Lock _lock = new();
    private readonly HashSet<Guid> _ids = [];
    private readonly Queue<Guid> _order = new();

    /// <inheritdoc/>
    public ValueTask<IReadOnlySet<Guid>> AmongAsync(IReadOnlyList<Guid> ids)
    {
        lock (_lock)
            return new(ids.Where(_ids.Contains).ToHashSet());
    }

    /// <inheritdoc/>
    public ValueTask AddAsync(IReadOnlyList<Guid> ids)
    {
        lock (_lock)
        {
            foreach (var id in ids)
            {
                if (_ids.Add(id))
                    _order.Enqueue(id);
            }

            while (_order.Count > Most)
                _ids.Remove(_order.Dequeue());
        }

        return ValueTask.CompletedTask;
    }
}
