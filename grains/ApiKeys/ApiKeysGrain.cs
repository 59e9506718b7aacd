using Crm.Actors.Contracts;
using Crm.Actors.Contracts.ApiKeys;
using Crm.Actors.Grains.Auth;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Grains.Users;
using Orleans.Concurrency;

namespace Crm.Actors.Grains.ApiKeys;

/// <inheritdoc cref="IApiKeysGrain"/>
[StatelessWorker, Reentrant]
public sealed class ApiKeysGrain(IApiKeyDirectory directory, ApiKeyResolution resolution, KernelServices services, AuditTrail audit) : Grain, IApiKeysGrain
{
    private static readonly Rejection NoAccount = new(RejectionCode.Forbidden, "Only users who are registered and not disabled have keys.");

    /// <inheritdoc/>
    public async Task<CommandResult<CreatedApiKey>> Create(CreateApiKey command)
    {
        var result = await TryCreateAsync(command);
        var caller = command.Context.Caller;
        await audit.AfterAsync(AuditedAction.ApiKeyCreated, caller, caller.UserId, command.Origin, result.Rejection, result.Value?.Key.Id.ToString());
        return result;
    }

    /// <inheritdoc/>
    public Task<CommandResult<ApiKeyList>> List(Caller caller) =>
        Guard(async () => new CommandResult<ApiKeyList>(new(await directory.ListAsync(caller.UserId)), 0, null));

    /// <inheritdoc/>
    public Task<CommandResult<ApiKeyEnded>> Revoke(RevokeApiKey command) => Guard(async () =>
    {
        var caller = command.Context.Caller;
        var key = await directory.FindAsync(command.KeyId);
        var result = key is not null && UserAccess.MaySee(caller, key.OwnerId)
            ? await Ring(key.OwnerId).Revoke(command)
            : new CommandResult<ApiKeyRing>(null, 0, Rejections.NotFound);
        await audit.AfterAsync(AuditedAction.ApiKeyRevoked, caller, key?.OwnerId, command.Origin, result.Rejection, command.KeyId.ToString());
        return new CommandResult<ApiKeyEnded>(result.Rejection is null ? new(command.KeyId) : null, result.Position, result.Rejection);
    });

    /// <inheritdoc/>
    public Task<CommandResult<ResolvedApiKey>> Resolve(PresentedApiKey presented) => resolution.ResolveAsync(presented);

    private async Task<CommandResult<CreatedApiKey>> TryCreateAsync(CreateApiKey command)
    {
        var owner = command.Context.Caller.UserId;
        var account = await GrainFactory.GetGrain<IUserAccountGrain>(owner).GetCredentials();
        if (account.Rejection is { Code: not RejectionCode.NotFound } unavailable)
            return new(null, 0, unavailable);
        if (account.Value is not { User.Disabled: false } user)
            return new(null, 0, NoAccount);
        var id = services.Ids.Next();
        var text = ApiKeyText.New(id, out var hash);
        var isAdministrator = UserAccess.IsAdministrator(command.Context.Caller with { Roles = user.User.Roles });
        var result = await Ring(owner).Create(new NewApiKey(command.Context, id, command.Name, command.Scopes, command.ExpiresAt, hash, isAdministrator));
        // The newest key is that of this command, or of its first attempt, whose secret nobody has any more.
        return result.Value is { } ring
            ? new(new CreatedApiKey(ring.Keys[^1], ring.Keys[^1].Id == id ? text : null), result.Position, null)
            : new(null, 0, result.Rejection);
    }

    private IApiKeyRingGrain Ring(Guid owner) => GrainFactory.GetGrain<IApiKeyRingGrain>(ApiKeyRingId.Of(owner));

    private static async Task<CommandResult<T>> Guard<T>(Func<Task<CommandResult<T>>> answer)
        where T : class
    {
        try
        {
            return await answer();
        }
        catch (StoreUnavailableException)
        {
            return new(null, 0, Rejections.Unavailable);
        }
    }
}
