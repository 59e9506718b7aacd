using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Auth;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Grains.Users;
using Orleans.Concurrency;

namespace Crm.Actors.Grains.Auth;

/// <inheritdoc cref="IAuditGrain"/>
[StatelessWorker, Reentrant]
public sealed class AuditGrain(IAuditReader audit) : Grain, IAuditGrain
{
    public async Task<CommandResult<AuditPage>> List(ListAudit query)
    {
        if (UserAccess.RefuseAdministration(query.Caller) is { } refusal)
            return new(null, 0, refusal);
        try
        {
            return await audit.ListAsync(query.UserId, query.Limit, query.Cursor);
        }
        catch (StoreUnavailableException)
        {
            return new(null, 0, Rejections.Unavailable);
        }
    }
}
