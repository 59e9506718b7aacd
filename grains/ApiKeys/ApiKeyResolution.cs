using Crm.Actors.Contracts;
using Crm.Actors.Contracts.ApiKeys;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Grains.Users;

namespace Crm.Actors.Grains.ApiKeys;

/// <summary>Decides whether a presented key is good, and what it stands for.</summary>
public sealed class ApiKeyResolution(IGrainFactory grains, IApiKeyDirectory directory, IApiKeyUses uses, RefusedKeys refused, KernelServices services)
{
    /// <summary>The same words whatever is wrong; what exactly is wrong is in the audit.</summary>
    public static Rejection WrongKey { get; } = new(RejectionCode.Unauthenticated, "The API key is not good, or no longer.");

    /// <summary>The same work whatever is wrong.</summary>
    public async Task<CommandResult<ResolvedApiKey>> ResolveAsync(PresentedApiKey presented)
    {
        try
        {
            var key = await directory.FindAsync(presented.KeyId);
            // Nobody is the nil UUID: asking for them takes as long as asking for somebody.
            var found = await grains.GetGrain<IUserAccountGrain>(key?.OwnerId ?? Guid.Empty).GetCredentials();
            if (found.Rejection is { Code: not RejectionCode.NotFound } unavailable)
                return new(null, 0, unavailable);
            var now = services.Now();
            var isRight = (key?.Hash ?? ApiKeyHash.None).IsSame(presented.Hash);
            if (WhyNot(key, isRight, found.Value, now) is { } why)
            {
                await refused.AddAsync(presented.KeyId, key?.OwnerId, why, presented.Origin);
                return new(null, 0, WrongKey);
            }

            uses.Note(presented.KeyId, now);
            return new(new ResolvedApiKey(presented.KeyId, key!.Scopes, key.ExpiresAt, found.Value!.User), 0, null);
        }
        catch (StoreUnavailableException)
        {
            return new(null, 0, Rejections.Unavailable);
        }
    }

    private static string? WhyNot(StoredApiKey? key, bool isRight, Credentials? owner, DateTimeOffset now)
    {
        if (key is null)
            return "no-such-key";
        if (!isRight)
            return "wrong-secret";
        if (key.ExpiresAt <= now)
            return "expired";
        if (key.HasEnded)
            return "revoked";
        return owner is { User.Disabled: false } ? null : "owner-disabled";
    }
}
