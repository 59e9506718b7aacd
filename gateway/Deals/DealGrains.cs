using Crm.Actors.Contracts.Deals;

namespace Crm.Actors.Gateway.Deals;

/// <summary>
/// References to deals. The library finds a grain's type by reflection at every call; here that is done once, which spares a read
/// a twentieth of its time.
/// </summary>
internal sealed class DealGrains(IGrainFactory grains)
{
    private volatile Known? _known;

    /// <summary>The deal's grain. Needs a silo to have been connected once.</summary>
    public IDealGrain this[Guid id] => _known is { } known
        ? (IDealGrain)grains.GetGrain(GrainId.Create(known.Grain, GrainIdKeyExtensions.CreateGuidKey(id)), known.Interface)
        : Find(id);

    private IDealGrain Find(Guid id)
    {
        var deal = grains.GetGrain<IDealGrain>(id);
        if (deal is GrainReference reference) _known = new Known(reference.GrainId.Type, reference.InterfaceType);
        return deal;
    }

    private sealed record Known(GrainType Grain, GrainInterfaceType Interface);
}
