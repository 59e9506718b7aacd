using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Auth;
using Crm.Actors.Grains.Kernel;

namespace Crm.Actors.Grains.Auth;

/// <summary>Reads security events back.</summary>
public interface IAuditReader
{
    /// <summary>A page, newest first; <see cref="RejectionCode.Invalid"/> when limit or cursor is wrong.</summary>
    /// <exception cref="StoreUnavailableException">The database does not answer within 2 s.</exception>
    Task<CommandResult<AuditPage>> ListAsync(Guid? userId, int limit, string? cursor);
}
