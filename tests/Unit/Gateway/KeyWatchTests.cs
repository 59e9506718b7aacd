using System.Security.Claims;
using Crm.Actors.Contracts.ApiKeys;
using Crm.Actors.Contracts.Auth;
using Crm.Actors.Gateway.ApiKeys;
using Crm.Actors.Gateway.Cluster;
using Crm.Actors.UnitTests.Gateway.Fakes;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Gateway;

public sealed class KeyWatchTests : ISiloLink
{
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private readonly FakeApiKeys _keys = new() { Scopes = [ApiKeyScopes.StreamsRead] };
    private readonly TaskCompletionSource _ended = new();
    private readonly ApiKeyResolver _resolver;

    public KeyWatchTests()
    {
        var grains = FakeGrains.Create();
        ((FakeGrains)grains).ApiKeys = _keys;
        _resolver = new ApiKeyResolver(grains, this, new ApiKeyCache(_time));
    }

    public bool IsUp { get; set; } = true;

    bool ISiloLink.HasRefused => false;

    [Fact]
    public async Task Start_KeyRevoked_EndsAtTheNextLook()
    {
        await using var watch = await StartAsync();
        await LookAsync();
        _ended.Task.IsCompleted.ShouldBeFalse();

        _keys.IsGood = false;
        await EndsAsync();
    }

    [Fact]
    public async Task Start_OwnersRolesChange_Ends()
    {
        await using var watch = await StartAsync();

        _keys.Owner = _keys.Owner with { Roles = ["ROLE_MANAGER"] };
        await EndsAsync();
    }

    [Fact]
    public async Task Start_NobodyCanBeAsked_GoesOn()
    {
        await using var watch = await StartAsync();
        IsUp = false;
        for (var i = 0; i < 10; i++) _time.Advance(KeyWatch.Period);
        _ended.Task.IsCompleted.ShouldBeFalse();

        IsUp = true;
        _keys.IsGood = false;
        await EndsAsync();
    }

    [Fact]
    public async Task Start_AccessToken_IsNotWatched()
    {
        new KeyWatch(_resolver, _time).Start(new ClaimsPrincipal(new ClaimsIdentity()), Origin.System, _ended.SetResult).ShouldBeNull();
        await Task.CompletedTask;
    }

    private async Task<IAsyncDisposable> StartAsync()
    {
        ApiKeyText.TryParse(_keys.Text, out var id, out var hash).ShouldBeTrue();
        var answer = await _resolver.AskAsync(new ApiKeyCredential(id, hash), Origin.System);
        return new KeyWatch(_resolver, _time).Start(new ClaimsPrincipal(answer.Identity!), Origin.System, _ended.SetResult).ShouldNotBeNull();
    }

    /// <summary>The clock goes on until somebody was asked anew.</summary>
    private async Task LookAsync()
    {
        var before = _keys.Resolved;
        while (_keys.Resolved == before)
        {
            _time.Advance(KeyWatch.Period);
            await Task.Yield();
        }
    }

    private async Task EndsAsync()
    {
        await LookAsync();
        await _ended.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    void ISiloLink.Refused()
    {
    }
}
