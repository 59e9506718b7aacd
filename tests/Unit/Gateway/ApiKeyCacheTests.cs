using Crm.Actors.Contracts.ApiKeys;
using Crm.Actors.Gateway.ApiKeys;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Gateway;

public sealed class ApiKeyCacheTests
{
    private static readonly ApiKeyCredential Key = new(new Guid("0190a000-0000-7000-8000-0000000000f1"), ApiKeyHash.None);

    private readonly FakeTimeProvider _time = new();
    private int _asked;

    [Fact]
    public async Task GetAsync_ManyAtOnce_ShareOneQuestion()
    {
        var cache = new ApiKeyCache(_time);
        var answer = new TaskCompletionSource<ApiKeyAnswer>();

        var all = Enumerable.Range(0, 100).Select(_ => cache.GetAsync(Key, () => Count(answer.Task))).ToList();
        answer.SetResult(ApiKeyAnswer.Refused);

        (await Task.WhenAll(all)).ShouldAllBe(static one => one == ApiKeyAnswer.Refused);
        _asked.ShouldBe(1);
    }

    [Fact]
    public async Task GetAsync_After2Seconds_AsksAgain()
    {
        var cache = new ApiKeyCache(_time);
        await Ask(cache, ApiKeyAnswer.Refused);
        _time.Advance(TimeSpan.FromSeconds(1.9));
        await Ask(cache, ApiKeyAnswer.Refused);
        _asked.ShouldBe(1);

        _time.Advance(TimeSpan.FromSeconds(0.1));
        await Ask(cache, ApiKeyAnswer.Refused);
        _asked.ShouldBe(2);
    }

    [Fact]
    public async Task GetAsync_NobodyWasThere_IsNotRemembered()
    {
        var cache = new ApiKeyCache(_time);
        await Ask(cache, ApiKeyAnswer.Unavailable);
        (await Ask(cache, ApiKeyAnswer.Refused)).ShouldBe(ApiKeyAnswer.Refused);
    }

    [Fact]
    public async Task GetAsync_KeyExpires_AsksAgainAtOnce()
    {
        var cache = new ApiKeyCache(_time);
        await Ask(cache, new ApiKeyAnswer(null, _time.GetUtcNow().AddSeconds(1), IsUnavailable: false));
        _time.Advance(TimeSpan.FromSeconds(1));
        (await Ask(cache, ApiKeyAnswer.Refused)).ShouldBe(ApiKeyAnswer.Refused);
    }

    [Fact]
    public async Task GetAsync_ManyKeys_StaysBounded()
    {
        var cache = new ApiKeyCache(_time, capacity: 10);
        for (var i = 0; i < 1000; i++)
            await cache.GetAsync(Key with { KeyId = new Guid(i, 0, 0, new byte[8]) }, () => Count(Task.FromResult(ApiKeyAnswer.Refused)));

        cache.Count.ShouldBeLessThanOrEqualTo(22);
        _asked.ShouldBe(1000);
    }

    private Task<ApiKeyAnswer> Ask(ApiKeyCache cache, ApiKeyAnswer answer) => cache.GetAsync(Key, () => Count(Task.FromResult(answer)));

    private Task<ApiKeyAnswer> Count(Task<ApiKeyAnswer> answer)
    {
        _asked++;
        return answer;
    }
}
