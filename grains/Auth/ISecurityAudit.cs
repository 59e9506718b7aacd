using Crm.Actors.Grains.Kernel;

namespace Crm.Actors.Grains.Auth;

/// <summary>Keeps security events: only ever added to.</summary>
public interface ISecurityAudit
{
    /// <summary>Durable when it returns.</summary>
    /// <exception cref="StoreUnavailableException">The database does not answer within 2 s.</exception>
    Task RecordAsync(SecurityEvent happened);
}
