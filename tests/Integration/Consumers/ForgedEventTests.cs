using System.Text;
using Crm.Actors.Contracts.Feed;
using Crm.Actors.IntegrationTests.EventStore;
using Shouldly;
using Xunit;

namespace Crm.Actors.IntegrationTests.Consumers;

/// <summary>Events that the log does not have are kept for a look, and do nothing.</summary>
public sealed class ForgedEventTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Apply_EventsThatTheLogDoesNotHave_AreParkedAndMoveNothing()
    {
        await using var deals = await ConsumedDeals.CreateAsync(postgres.Server);
        await deals.EditAsync(seed: 1, deals: 2, edits: 5);
        var log = await deals.LogAsync();
        var next = log[^1] with { Id = StoredDeals.NewId() };
        FeedEvent[] forged =
        [
            next with { Sequence = next.Sequence + 1 },
            next with { Id = StoredDeals.NewId(), Sequence = long.MaxValue },
            next with { Id = StoredDeals.NewId(), Sequence = 0 },
            next with { Id = StoredDeals.NewId(), Sequence = -7 },
            next with { Id = StoredDeals.NewId(), Subject = StoredDeals.NewId(), Sequence = 1 },
            log[0] with { Id = StoredDeals.NewId(), Subject = StoredDeals.NewId(), Type = "deal.\0", Data = Encoding.UTF8.GetBytes("{\0 no json") },
        ];
        await deals.ApplyAsync([.. forged, .. log]);
        await deals.ShouldBeExactAsync();
        (await deals.Database.ScalarAsync<long>("SELECT count(*) FROM events.consumer_watermarks")).ShouldBe(2);
        var letters = await deals.Letters.ListAsync(100, CancellationToken.None);
        letters.Letters.Select(static l => l.Id).ShouldBe(forged.Select(static e => $"pipeline-summary:{e.Id}"), ignoreOrder: true);
        letters.Letters.ShouldAllBe(static l => l.Reason == "forged" && l.Attempts == 1);
        letters.Letters.ShouldContain(static l => l.Body.Contains("{\0 no json"));

        // Replayed in vain, by the log and by a broker.
        (await deals.Letters.ReplayAsync([], CancellationToken.None)).ShouldBe(forged.Length);
        await deals.ReconcileAsync();
        await deals.ApplyAsync(forged);
        await deals.ShouldBeExactAsync();
        (await deals.Letters.ListAsync(100, CancellationToken.None)).Letters.ShouldAllBe(static l => l.Attempts == 3);
        (await deals.Database.ScalarAsync<long>("SELECT count(*) FROM events.parked_events WHERE retry")).ShouldBe(0);
    }

    [Fact]
    public async Task Apply_ForgedBeforeTheTrueOne_TheTrueOneCounts()
    {
        await using var deals = await ConsumedDeals.CreateAsync(postgres.Server);
        var append = StoredDeals.Creation(StoredDeals.NewId());
        await deals.CommitAsync(append);
        var first = (await deals.LogAsync()).ShouldHaveSingleItem();
        // Another id, then another content under the right id.
        await deals.ApplyAsync(first with { Id = StoredDeals.NewId() });
        await deals.ApplyAsync(first with { Data = Encoding.UTF8.GetBytes("{}"), Type = "deal.won" });
        await deals.ShouldBeExactAsync();
        (await deals.ParkedAsync()).ShouldBe(1);

        // The next version comes twice: forged early, then true.
        await deals.ApplyAsync(first with { Id = StoredDeals.NewId(), Sequence = 2, Type = "deal.won" });
        await deals.CommitAsync(StoredDeals.Titles(append.State.View.Id, append.State, null, "true"));
        await deals.ApplyAsync((await deals.LogAsync(1)).ShouldHaveSingleItem());
        await deals.ShouldBeExactAsync();
        (await deals.ParkedAsync()).ShouldBe(2);
    }
}
