using Crm.Actors.Grains.Kernel;

namespace Crm.Actors.Grains.Deals;

/// <summary>Deals as they were. The position of each answer is that of the last event in it.</summary>
/// <remarks>Throws <see cref="StoreUnavailableException"/> when the database does not answer in time.</remarks>
public interface IDealPast
{
    /// <summary>The deal after a version, from 1 to its current one; a null state when there is no such deal.</summary>
    Task<Stored<DealState>> AtVersionAsync(Guid id, long version);

    /// <summary>The deal after its last event that was decided at or before a time; a null state when there was none.</summary>
    Task<Stored<DealState>> AtTimeAsync(Guid id, DateTimeOffset time);
}
