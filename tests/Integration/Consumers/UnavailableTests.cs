using System.Diagnostics;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.DeadLetters;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Pipelines;
using Crm.Actors.TestKit.Postgres;
using Crm.Actors.TestKit.Running;
using Shouldly;
using Xunit;

namespace Crm.Actors.IntegrationTests.Consumers;

/// <summary>A database that is away is said in time, and what was to be consumed then is consumed when it is back.</summary>
public sealed class UnavailableTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Database_Killed_IsUnavailableAndComesBackExact()
    {
        var caller = new Caller(new Guid("00000000-0000-7000-8000-000000000001"), ["ROLE_ADMIN"], [], "en", null);
        await using var server = await PostgresServer.StartNewAsync();
        await using var deals = await ConsumedDeals.CreateAsync(server);
        await using var silo = await ConsumingSilo.StartAsync(deals.Database);
        var summaries = silo.Grains.GetGrain<IPipelineSummaryGrain>(DefaultPipeline.Id);
        await deals.EditAsync(seed: 1, deals: 10, edits: 10);
        var log = await deals.LogAsync();
        await silo.PublishAsync(log.Take(80));
        await Condition.WaitAsync(async () => (await summaries.Get(caller)).Value!.Newest > 0, Patience, () => "something is counted");

        // Without a chance to write what was committed and not waited for.
        await server.KillAsync();
        var started = Stopwatch.StartNew();
        (await summaries.Get(caller)).Rejection!.Code.ShouldBe(RejectionCode.Unavailable);
        (await summaries.Watch(caller, long.MaxValue, TimeSpan.FromSeconds(5))).Rejection!.Code.ShouldBe(RejectionCode.Unavailable);
        (await silo.Grains.GetGrain<IDeadLettersGrain>(0).List(caller, 1)).Rejection!.Code.ShouldBe(RejectionCode.Unavailable);
        started.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(6));
        await server.StartAsync();
        await Condition.WaitAsync(async () => (await summaries.Get(caller)).Value?.Position == log.Count, Patience, () => "everything is counted");
        await deals.ShouldBeExactAsync();
    }
}
