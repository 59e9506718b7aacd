using Crm.Actors.Chaos.Recording;

namespace Crm.Actors.Chaos;

/// <summary>Which faults were caused when.</summary>
public sealed class OutageLog(ChaosClock clock)
{
    private readonly List<Outage> _outages = [];

    /// <summary>In order.</summary>
    public IReadOnlyList<Outage> Outages
    {
        get
        {
            lock (_outages)
                return [.. _outages];
        }
    }

    /// <summary>Notes the beginning of one.</summary>
    /// <returns>Call it when the broken part is back.</returns>
    public Action Begin(string name)
    {
        int index;
        lock (_outages)
        {
            index = _outages.Count;
            _outages.Add(new Outage(name, clock.Now, null));
        }

        return () =>
        {
            lock (_outages)
                _outages[index] = _outages[index] with { Until = clock.Now };
        };
    }
}
