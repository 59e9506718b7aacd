using Crm.Actors.Gateway.Auth;

namespace Crm.Actors.Gateway.ApiKeys;

/// <summary>What a key was found to be.</summary>
/// <param name="Identity">Whom it stands for; null when it is not good, or that is not known.</param>
/// <param name="ValidUntil">When it ends by itself.</param>
/// <param name="IsUnavailable">Whether nobody could be asked.</param>
internal sealed record ApiKeyAnswer(CallerIdentity? Identity, DateTimeOffset ValidUntil, bool IsUnavailable)
{
    public static ApiKeyAnswer Refused { get; } = new(null, DateTimeOffset.MaxValue, IsUnavailable: false);

    public static ApiKeyAnswer Unavailable { get; } = new(null, DateTimeOffset.MaxValue, IsUnavailable: true);
}
