using System.Collections.Immutable;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.ApiKeys;
using Crm.Actors.Contracts.ApiKeys.Events;
using Crm.Actors.Grains.ApiKeys;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.UnitTests.Users;
using Shouldly;

namespace Crm.Actors.UnitTests.ApiKeys;

/// <summary>Keys of one user, for tests of the rules.</summary>
internal static class GivenKeys
{
    public static readonly Guid Owner = GivenUsers.UserId;
    public static readonly DateTimeOffset Now = GivenUsers.Now;
    public static readonly ApiKeyHash Hash = ApiKeyHash.Of("a secret"u8);

    public static Guid Id(int number) => new($"0190a000-0000-7000-8000-{number:x12}");

    public static NewApiKey New(int number, params ImmutableArray<string> scopes) => new(
        new CommandContext(new Caller(Owner, [], [], "en", null), null, default, null),
        Id(number),
        "Nightly export",
        scopes.IsDefaultOrEmpty ? [ApiKeyScopes.DealsRead] : scopes,
        null,
        Hash,
        IsAdministrator: false);

    public static RevokeApiKey Revoke(int number) => new(New(number).Context, GivenUsers.Origin, Id(number));

    public static ApiKeyRingState After(ApiKeyRingState? state, Decision<ApiKeyEvent> decision, DateTimeOffset? at = null)
    {
        decision.Rejection.ShouldBeNull();
        foreach (var happened in decision.Events)
            state = ApiKeyRingState.Apply(state, Recorded(happened, (state?.Version ?? 0) + 1, at ?? Now));
        return state!;
    }

    public static ApiKeyRingState Ring(int keys, TimeSpan? lifetime = null)
    {
        ApiKeyRingState? state = null;
        for (var i = 1; i <= keys; i++)
            state = After(state, ApiKeyRules.Create(state, New(i) with { ExpiresAt = Now + (lifetime ?? TimeSpan.FromDays(1)) }, Now));
        return state!;
    }

    public static Recorded<ApiKeyEvent> Recorded(ApiKeyEvent happened, long version, DateTimeOffset at) =>
        new(new Guid((int)version, 0, 0, new byte[8]), version, at, Owner, null, happened);
}
