namespace Crm.Actors.Chaos.Load;

/// <summary>The deals that all writers edit. It grows while they create more.</summary>
public sealed class DealPool
{
    private readonly List<Guid> _deals = [];

    public int Count
    {
        get
        {
            lock (_deals)
                return _deals.Count;
        }
    }

    public void Add(Guid deal)
    {
        lock (_deals)
            _deals.Add(deal);
    }

    public Guid Any(Random random)
    {
        lock (_deals)
            return _deals[random.Next(_deals.Count)];
    }
}
