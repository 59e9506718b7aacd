using Crm.Actors.Chaos.Recording;

namespace Crm.Actors.Chaos.Load;

/// <summary>The payments that all writers book on, and the entries that may still be reversed. It grows with what is acknowledged.</summary>
public sealed class PaymentPool
{
    private readonly Lock _gate = new();
    private readonly List<Guid> _payments = [];
    private readonly List<(Guid Payment, EditKind Kind, Guid Entry)> _entries = [];

    public void Add(Guid payment)
    {
        lock (_gate)
            _payments.Add(payment);
    }

    public void Add(Guid payment, EditKind kind, Guid entry)
    {
        lock (_gate)
            _entries.Add((payment, kind, entry));
    }

    /// <summary>A payment; null while there is none.</summary>
    public Guid? Any(Random random)
    {
        lock (_gate)
            return _payments.Count == 0 ? null : _payments[random.Next(_payments.Count)];
    }

    /// <summary>Takes an entry out, for the one writer that reverses it; null while there is none.</summary>
    public (Guid Payment, EditKind Kind, Guid Entry)? Take(Random random)
    {
        lock (_gate)
        {
            if (_entries.Count == 0)
                return null;
            var at = random.Next(_entries.Count);
            var entry = _entries[at];
            _entries.RemoveAt(at);
            return entry;
        }
    }
}
