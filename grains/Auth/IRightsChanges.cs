using Crm.Actors.Contracts.Auth;
using Crm.Actors.Grains.Kernel;

namespace Crm.Actors.Grains.Auth;

/// <summary>Knows whose rights changed lately.</summary>
public interface IRightsChanges
{
    /// <summary>Those within a time that ends now, by the database's clock.</summary>
    /// <exception cref="StoreUnavailableException">The database does not answer within 2 s.</exception>
    Task<RightsChanges> WithinAsync(TimeSpan time);
}
