using System.Globalization;
using System.Net;
using System.Text.Json;
using Crm.Actors.EndToEndTests.Auth;
using Crm.Actors.TestKit.Running;
using Shouldly;
using StackExchange.Redis;
using Xunit;
using Condition = Crm.Actors.TestKit.Running.Condition;

namespace Crm.Actors.EndToEndTests.SharedRedis;

/// <summary>Pipelines that two gateways remember, changed through one and read through both.</summary>
[Collection(AuthTests.Name)]
public sealed class CachedPipelineTests(AuthFixture fixture)
{
    private const string All = "/api/v1/pipelines";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Read_AfterAWrite_IsNeverOlderForWhomeverHasSeenIt()
    {
        var admin = await fixture.AdministratorAsync();
        using var other = new CrmClient(fixture.System.Gateways[1].Url, admin.AccessToken);
        var created = await WriteAsync(admin, HttpMethod.Post, All, Definition(0));
        var path = $"{All}/{created.Id}";
        await UntilKeptAsync(admin.Client, other, path);

        for (var version = 2; version <= 30; version++)
        {
            var written = await WriteAsync(admin, HttpMethod.Patch, path, Definition(version));
            var tag = $"\"{version}\"";
            written.ETag.ShouldBe(tag);

            (await ReadAsync(admin.Client, path)).ShouldBe((HttpStatusCode.OK, tag), "Through the gateway that wrote.");
            (await ReadAsync(other, path, ("Feed-Position", written.FeedPosition!))).ShouldBe((HttpStatusCode.OK, tag));
            (await ReadAsync(other, path, ("If-None-Match", tag))).ShouldBe((HttpStatusCode.NotModified, tag));
            (await ListedAsync(admin.Client, created.Id)).ShouldBe(version);
            (await ListedAsync(other, created.Id, ("Feed-Position", written.FeedPosition!))).ShouldBe(version);
        }

        await Condition.WaitAsync(async () => (await ReadAsync(other, path)).Tag == "\"30\"", Patience, static () => "the other gateway heard of it");
    }

    [Fact]
    public async Task Read_KeptAnswerIsUnreadable_IsAskedAnew()
    {
        var admin = await fixture.AdministratorAsync();
        using var other = new CrmClient(fixture.System.Gateways[1].Url, admin.AccessToken);
        await UntilKeptAsync(admin.Client, other, $"{All}/{(await WriteAsync(admin, HttpMethod.Post, All, Definition(0))).Id}");
        var pipeline = (await WriteAsync(admin, HttpMethod.Post, All, Definition(1))).Id;
        await using var redis = await ConnectAsync();
        RedisKey[] keys = [];
        await Condition.WaitAsync(
            async () =>
            {
                await ReadAsync(admin.Client, $"{All}/{pipeline}");
                return (keys = [.. redis.GetServers()[0].Keys(pattern: $"cache:*{pipeline:N}*")]).Length > 0;
            },
            Patience,
            static () => "an answer that is kept");

        foreach (var key in keys)
            await redis.GetDatabase().StringSetAsync(key, "not what was put here", TimeSpan.FromMinutes(1));

        (await ReadAsync(other, $"{All}/{pipeline}")).ShouldBe((HttpStatusCode.OK, "\"1\""), "The other one has it from Redis alone.");
    }

    [Fact]
    public async Task Summary_DealsCome_IsTheirsAsSoonAsThePositionSaysSo()
    {
        var admin = await fixture.AdministratorAsync();
        using var other = new CrmClient(fixture.System.Gateways[1].Url, admin.AccessToken);
        var pipeline = (await WriteAsync(admin, HttpMethod.Post, All, Definition(0))).Id;
        var path = $"{All}/{pipeline}/summary";

        for (var deals = 1; deals <= 10; deals++)
        {
            var deal = await WriteAsync(admin, HttpMethod.Post, "/api/v1/deals", $$"""{"title":"One more","pipelineId":"{{pipeline}}","amount":"1.00","currency":"EUR"}""");
            var position = Position(deal.FeedPosition!);
            foreach (var client in new[] { admin.Client, other })
            {
                var count = 0L;
                await Condition.WaitAsync(
                    async () =>
                    {
                        var summary = (await client.GetAsync(path)).Json;
                        count = summary.GetProperty("totals").EnumerateArray().Sum(static total => total.GetProperty("count").GetInt64());
                        return long.Parse(summary.GetProperty("position").GetString()!, CultureInfo.InvariantCulture) >= position;
                    },
                    Patience,
                    () => $"figures up to {position}\n{fixture.System.Log}");
                count.ShouldBe(deals, "What the position says is counted is counted.");
            }
        }
    }

    /// <summary>Both gateways follow the log and keep answers, also in Redis, for each other.</summary>
    private async Task UntilKeptAsync(CrmClient one, CrmClient two, string path)
    {
        await using var redis = await ConnectAsync();
        await Condition.WaitAsync(
            async () =>
            {
                await ReadAsync(one, path);
                await ReadAsync(two, path);
                return redis.GetServers()[0].Keys(pattern: "cache:*").Any();
            },
            Patience,
            () => $"an answer that is kept\n{fixture.System.Log}");
    }

    private Task<ConnectionMultiplexer> ConnectAsync() =>
        ConnectionMultiplexer.ConnectAsync($"127.0.0.1:{fixture.System.Redis!.Port},password={fixture.System.Redis.Password}");

    private static async Task<(HttpStatusCode Status, string? Tag)> ReadAsync(CrmClient client, string path, params (string Name, string Value)[] headers)
    {
        using var response = await SendAsync(client, path, headers);
        return (response.StatusCode, response.Headers.ETag?.ToString());
    }

    /// <summary>The version of a pipeline in the list.</summary>
    private static async Task<long> ListedAsync(CrmClient client, Guid pipeline, params (string Name, string Value)[] headers)
    {
        using var response = await SendAsync(client, $"{All}?limit=200", headers);
        using var list = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return list.RootElement.GetProperty("items").EnumerateArray().Single(item => item.GetProperty("id").GetGuid() == pipeline).GetProperty("version").GetInt64();
    }

    private static Task<HttpResponseMessage> SendAsync(CrmClient client, string path, (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return client.Http.SendAsync(request);
    }

    private static async Task<Answer> WriteAsync(Account account, HttpMethod method, string path, string json)
    {
        var answer = await Account.UntilAnsweredAsync(() => account.Client.SendAsync(method, path, json));
        answer.IsAccepted.ShouldBeTrue(answer.ToString());
        return answer;
    }

    private static long Position(string feedPosition) => long.Parse(feedPosition.AsSpan(feedPosition.LastIndexOf('-') + 1), CultureInfo.InvariantCulture);

    private static string Definition(int number) => $$"""{"name":"Pipeline {{number}}","stages":[{"slug":"first"}]}""";
}
