namespace Crm.Actors.Contracts.Auth;

/// <summary>Reads the security events. A stateless worker; the key has no meaning (use 0).</summary>
[Alias("crm.IAuditGrain")]
public interface IAuditGrain : IGrainWithIntegerKey
{
    /// <summary>A page of events. A wrong cursor answers <see cref="RejectionCode.Invalid"/> with the pointer <c>#/cursor</c>.</summary>
    [Alias("List")]
    Task<CommandResult<AuditPage>> List(ListAudit query);
}
