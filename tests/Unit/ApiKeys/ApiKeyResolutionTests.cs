using System.Collections.Immutable;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.ApiKeys;
using Crm.Actors.Grains.ApiKeys;
using Crm.Actors.Grains.Auth;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.UnitTests.Auth;
using Crm.Actors.UnitTests.Users;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.ApiKeys;

public sealed class ApiKeyResolutionTests : IApiKeyDirectory, IApiKeyUses, IDisposable
{
    private readonly FakeAccounts _accounts = new();
    private readonly ApiKeyResolution _resolution;
    private StoredApiKey? _stored = new(GivenKeys.Owner, GivenKeys.Hash, [ApiKeyScopes.DealsRead], GivenKeys.Now.AddDays(1), HasEnded: false);
    private int _uses;

    public ApiKeyResolutionTests() => _resolution = new(
        _accounts.Grains,
        this,
        this,
        new RefusedKeys(new AuditTrail(_accounts, NullLogger<AuditTrail>.Instance), _accounts.Clock),
        new KernelServices(_accounts.Clock, new UuidV7Source(_accounts.Clock), new KernelOptions()));

    public void Dispose() => _accounts.Dispose();

    public Task<StoredApiKey?> FindAsync(Guid keyId) => Task.FromResult(_stored);

    public Task<ImmutableArray<ApiKeyView>> ListAsync(Guid ownerId) => throw new NotSupportedException();

    void IApiKeyUses.Note(Guid keyId, DateTimeOffset at) => _uses++;

    [Fact]
    public async Task ResolveAsync_GoodKey_StandsForItsOwnerAsOfNow()
    {
        _accounts.User = _accounts.User with { User = _accounts.User.User with { Roles = ["ROLE_MANAGER"] } };

        var resolved = (await ResolveAsync()).Value!;

        (resolved.Owner.Id, resolved.ExpiresAt).ShouldBe((GivenKeys.Owner, GivenKeys.Now.AddDays(1)));
        resolved.Owner.Roles.ShouldBe(["ROLE_MANAGER"]);
        resolved.Scopes.ShouldBe([ApiKeyScopes.DealsRead]);
        _uses.ShouldBe(1);
    }

    public static TheoryData<string> Faults => ["no-such-key", "wrong-secret", "expired", "revoked", "owner-disabled"];

    [Theory, MemberData(nameof(Faults))]
    public async Task ResolveAsync_WhateverIsWrong_IsTheSameAfterTheSameWorkAndAudited(string why)
    {
        switch (why)
        {
            case "no-such-key": _stored = null; break;
            case "wrong-secret": _stored = _stored! with { Hash = ApiKeyHash.Of("another"u8) }; break;
            case "expired": _stored = _stored! with { ExpiresAt = GivenKeys.Now }; break;
            case "revoked": _stored = _stored! with { HasEnded = true }; break;
            default: _accounts.User = _accounts.User with { User = _accounts.User.User with { Disabled = true } }; break;
        }

        (await ResolveAsync()).Rejection.ShouldBe(ApiKeyResolution.WrongKey);

        _accounts.Asked.ShouldBe(1);
        _uses.ShouldBe(0);
        var audited = _accounts.Audit.ShouldHaveSingleItem();
        (audited.Action, audited.Detail).ShouldBe((AuditedAction.ApiKeyRefused, $"{GivenKeys.Id(1)} {why}"));
    }

    [Fact]
    public async Task ResolveAsync_HashOfNothing_OpensNothing()
    {
        _stored = null;
        (await _resolution.ResolveAsync(new PresentedApiKey(GivenKeys.Id(1), ApiKeyHash.None, GivenUsers.Origin))).Rejection.ShouldBe(ApiKeyResolution.WrongKey);
    }

    [Fact]
    public async Task ResolveAsync_RefusedAgain_IsAuditedOnceAMinute()
    {
        _stored = null;
        for (var i = 0; i < 10; i++) await ResolveAsync();
        _accounts.Audit.Count.ShouldBe(1);

        _accounts.Clock.Advance(TimeSpan.FromMinutes(1));
        await ResolveAsync();
        _accounts.Audit.Count.ShouldBe(2);
    }

    [Fact]
    public async Task ResolveAsync_DatabaseAway_IsUnavailableAndNotRefused()
    {
        _accounts.DatabaseIsUp = false;
        (await ResolveAsync()).Rejection!.Code.ShouldBe(RejectionCode.Unavailable);
    }

    private Task<CommandResult<ResolvedApiKey>> ResolveAsync() =>
        _resolution.ResolveAsync(new PresentedApiKey(GivenKeys.Id(1), GivenKeys.Hash, GivenUsers.Origin));
}
