using Crm.Actors.Contracts;
using Crm.Actors.Contracts.ApiKeys;
using Crm.Actors.Contracts.ApiKeys.Events;
using Crm.Actors.Grains.ApiKeys;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.ApiKeys;

public sealed class ApiKeyRulesTests
{
    [Fact]
    public void Create_NoExpiry_Is90Days()
    {
        var created = ApiKeyRules.Create(null, GivenKeys.New(1, ApiKeyScopes.UsersRead, ApiKeyScopes.DealsRead), GivenKeys.Now).Events.ShouldHaveSingleItem().ShouldBeOfType<ApiKeyCreated>();

        created.ExpiresAt.ShouldBe(GivenKeys.Now.AddDays(90));
        created.Scopes.ShouldBe([ApiKeyScopes.DealsRead, ApiKeyScopes.UsersRead]);
        (created.OwnerId, created.KeyId).ShouldBe((GivenKeys.Owner, GivenKeys.Id(1)));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(365 * 86400, true)]
    [InlineData(365 * 86400 + 1, false)]
    public void Create_Expiry_IsWithinAYear(long seconds, bool isGood) =>
        (ApiKeyRules.Create(null, GivenKeys.New(1) with { ExpiresAt = GivenKeys.Now.AddSeconds(seconds) }, GivenKeys.Now).Rejection is null).ShouldBe(isGood);

    [Theory]
    [InlineData("")]
    [InlineData("deals")]
    [InlineData("deals:read,deals:read")]
    [InlineData("deals:read,DEALS:WRITE")]
    [InlineData("admin")]
    [InlineData("deals:read,telegram:confirm")]
    public void Create_WrongScopes_AreRefused(string scopes)
    {
        var command = GivenKeys.New(1) with { Scopes = [.. scopes.Split(',', StringSplitOptions.RemoveEmptyEntries)] };

        ApiKeyRules.Create(null, command, GivenKeys.Now).Rejection!.Errors.ShouldHaveSingleItem().Pointer.ShouldBe("#/scopes");
    }

    [Fact]
    public void Create_ScopesOfAdministrators_AreForThem() =>
        ApiKeyRules.Create(null, GivenKeys.New(1, ApiKeyScopes.All) with { IsAdministrator = true }, GivenKeys.Now).Rejection.ShouldBeNull();

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("a\nb")]
    public void Create_WrongName_IsRefused(string name) =>
        ApiKeyRules.Create(null, GivenKeys.New(1) with { Name = name }, GivenKeys.Now).Rejection!.Errors.ShouldHaveSingleItem().Pointer.ShouldBe("#/name");

    [Fact]
    public void Create_TwentyLiveKeys_NoMore()
    {
        var full = GivenKeys.Ring(ApiKeyRules.MaxLive);
        ApiKeyRules.Create(full, GivenKeys.New(99), GivenKeys.Now).Rejection!.Code.ShouldBe(RejectionCode.NotAllowedNow);

        var less = GivenKeys.After(full, ApiKeyRules.Revoke(full, GivenKeys.Revoke(7), GivenKeys.Now));
        ApiKeyRules.Create(less, GivenKeys.New(99), GivenKeys.Now).Rejection.ShouldBeNull();
    }

    [Fact]
    public void Create_ExpiredKeys_DoNotCountAndAreForgotten()
    {
        var full = GivenKeys.Ring(ApiKeyRules.MaxLive, TimeSpan.FromHours(1));
        var later = GivenKeys.Now.AddHours(1);

        var next = GivenKeys.After(full, ApiKeyRules.Create(full, GivenKeys.New(99), later), later);

        next.Keys.ShouldHaveSingleItem().View.Id.ShouldBe(GivenKeys.Id(99));
        next.Version.ShouldBe(ApiKeyRules.MaxLive + 1);
    }

    [Fact]
    public void Revoke_Key_IsGoneAndOnlyOnce()
    {
        var ring = GivenKeys.Ring(2);

        var rest = GivenKeys.After(ring, ApiKeyRules.Revoke(ring, GivenKeys.Revoke(1), GivenKeys.Now));

        rest.Keys.ShouldHaveSingleItem().View.Id.ShouldBe(GivenKeys.Id(2));
        ApiKeyRules.Revoke(rest, GivenKeys.Revoke(1), GivenKeys.Now).Rejection!.Code.ShouldBe(RejectionCode.NotFound);
        ApiKeyRules.Revoke(null, GivenKeys.Revoke(1), GivenKeys.Now).Rejection!.Code.ShouldBe(RejectionCode.NotFound);
    }
}
