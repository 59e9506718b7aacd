using System.Net;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Deals.Events;
using Crm.Actors.EndToEndTests.Support;
using Crm.Actors.Grains.Deals;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Persistence.Deals;
using Crm.Actors.Persistence.EventStore;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Shouldly;
using Xunit;

namespace Crm.Actors.EndToEndTests.Guarantees;

/// <summary>G3: whoever writes on a stale version changes nothing and gives itself up.</summary>
[Collection(SystemTests.Name)]
public sealed class OneWriterTests(SystemFixture fixture)
{
    [Fact]
    public async Task G3_SiloWithAStaleActivation_OverwritesNothingAndRecovers()
    {
        var deal = await fixture.Client.CreateDealAsync("g3 stale", "g3-stale");
        var path = $"/api/v1/deals/{deal.Id}";
        await using var database = new WriterDatabase(new NpgsqlConnectionStringBuilder(fixture.System.Database.WriterConnectionString));
        await using var elsewhere = new PostgresEventStore<DealState, DealEvent>(
            database, new DealMapping(), new EventStoreOptions(), TimeProvider.System, NullLogger<PostgresEventStore<DealState, DealEvent>>.Instance);
        (await PatchAsAnotherSiloAsync(elsewhere, deal.Id)).Status.ShouldBe(AppendStatus.Committed);

        // Refused at the commit; asked again, the activation that takes over does it on what is stored.
        var edit = await fixture.Client.SendAsync(HttpMethod.Patch, path, """{"amount":"77.00"}""", "g3-stale-edit");
        edit.Status.ShouldBe(HttpStatusCode.OK);
        edit.Version.ShouldBe(3);
        edit.Json.GetProperty("title").GetString().ShouldBe("written elsewhere");
        await DealHistories.CheckAsync(fixture.System, deal.Id);
    }

    [Fact]
    public async Task G3_TwoSilosAndOneDies_NothingIsLostOrOverwritten()
    {
        var deals = new List<Guid>();
        for (var i = 0; i < 6; i++)
            deals.Add((await fixture.Client.CreateDealAsync($"g3 {i}", $"g3-{i}")).Id);
        var second = fixture.System.AddSilo();
        await using (var load = new EditLoad([fixture.Client, fixture.Other], deals, workers: 8))
        {
            await load.UntilMoreAsync(100);
            await second.KillAsync();
            await load.UntilMoreAsync(100);
            second.Start();
            await load.UntilMoreAsync(100);
            (await second.StopAsync()).ShouldBeTrue("The silo did not end on SIGTERM.");
            await load.UntilMoreAsync(50);
            await load.StopAsync();
            foreach (var deal in deals)
            {
                var events = await DealHistories.CheckAsync(fixture.System, deal);
                var titles = DealHistories.Titles(events).ToDictionary(static t => t.Title, static t => t.Version);
                foreach (var edit in load.Ledger.Where(e => e.Deal == deal))
                    titles.GetValueOrDefault(edit.Key).ShouldBe(edit.Answer.Version, $"{edit.Key} was acknowledged");
            }
        }
    }

    private static async Task<AppendResult> PatchAsAnotherSiloAsync(PostgresEventStore<DealState, DealEvent> store, Guid id)
    {
        var before = (await store.LoadAsync(id)).State!;
        var caller = new Caller(before.View.OwnerId, [], [], "en", null);
        var patch = new PatchDeal(new CommandContext(caller, null, default, null)) { Title = new Optional<string?>(true, "written elsewhere") };
        var happened = PatchDealRule.Patch(before, patch, DefaultPipeline.Unchanged, default).Events.Single();
        var recorded = new Recorded<DealEvent>(new UuidV7Source(TimeProvider.System).Next(), before.Version + 1, before.View.UpdatedAt, id, null, happened);
        return await store.AppendAsync(new Append<DealState, DealEvent>(id, before.Version, DealState.Apply(before, recorded), [recorded], []));
    }
}
