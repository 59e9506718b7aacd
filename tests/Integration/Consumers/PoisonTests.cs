using Crm.Actors.Contracts.DeadLetters;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Grains.Consumers;
using Crm.Actors.Grains.Deals;
using Crm.Actors.IntegrationTests.EventStore;
using Shouldly;
using Xunit;

namespace Crm.Actors.IntegrationTests.Consumers;

/// <summary>Events that cannot be used are parked, hold nothing up, and have their effect once when they are replayed.</summary>
public sealed class PoisonTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Apply_EventThatCannotBeUsed_IsParkedAfterThreeTriesAndTheRestGoesOn()
    {
        await using var deals = await ConsumedDeals.CreateAsync(postgres.Server);
        await deals.EditAsync(seed: 1, deals: 6, edits: 10);
        var log = await deals.LogAsync();
        var poison = log[3];
        deals.Consumer.Broken[poison.Id] = true;
        await deals.ApplyAsync(log);

        deals.Consumer.Tries[poison.Id].ShouldBe(3);
        var letter = await SingleLetterAsync(deals);
        letter.Id.ShouldBe($"pipeline-summary:{poison.Id}");
        (letter.Consumer, letter.Reason, letter.Attempts, letter.Type).ShouldBe(("pipeline-summary", "unreadable", 3, poison.Type));
        (letter.FirstError, letter.LastError, letter.Subject, letter.Sequence)
            .ShouldBe(("cannot be used", "cannot be used", poison.Subject.ToString(), poison.Sequence));
        letter.Body.ShouldContain($"\"id\":\"{poison.Id}\"");
        (await deals.ReconcileAsync()).ShouldBe(0);
        (await deals.ProgressAsync()).ShouldBe(log.Count);

        deals.Consumer.Broken.Clear();
        (await deals.Letters.ReplayAsync([letter.Id], CancellationToken.None)).ShouldBe(1);
        await deals.ReconcileAsync();
        (await deals.ParkedAsync()).ShouldBe(0);
        await deals.ShouldBeExactAsync();
    }

    [Fact]
    public async Task Apply_ReplayedInVain_IsParkedAgainWithAllItsTries()
    {
        await using var deals = await ConsumedDeals.CreateAsync(postgres.Server);
        await deals.EditAsync(seed: 2, deals: 1, edits: 4);
        var log = await deals.LogAsync();
        deals.Consumer.Broken[log[0].Id] = true;
        await deals.ApplyAsync(log);
        (await deals.Letters.ReplayAsync([], CancellationToken.None)).ShouldBe(1);
        await deals.ReconcileAsync();
        (await SingleLetterAsync(deals)).Attempts.ShouldBe(6);
        await deals.ReconcileAsync();
        (await SingleLetterAsync(deals)).Attempts.ShouldBe(6);

        // A broker replays by delivering again.
        deals.Consumer.Broken.Clear();
        await deals.ApplyAsync(log[0]);
        await deals.ApplyAsync(log[0]);
        (await deals.ParkedAsync()).ShouldBe(0);
        await deals.ShouldBeExactAsync();
    }

    [Fact]
    public async Task Apply_ReplayedBeforeTheWatermarkHasGonePast_IsTriedAgain()
    {
        await using var deals = await ConsumedDeals.CreateAsync(postgres.Server);
        await deals.EditAsync(seed: 8, deals: 1, edits: 4);
        var log = await deals.LogAsync();
        deals.Consumer.Broken[log[0].Id] = true;
        await deals.Open(letters: new ReplayedAtOnce(deals.Letters)).ApplyAsync(log, CancellationToken.None);
        deals.Consumer.Broken.Clear();

        await deals.ReconcileAsync();

        (await deals.ParkedAsync()).ShouldBe(0);
        await deals.ShouldBeExactAsync();
    }

    [Fact]
    public async Task Apply_EffectThatTheDatabaseRefuses_OnlyThatEventIsParked()
    {
        await using var deals = await ConsumedDeals.CreateAsync(postgres.Server);
        await deals.EditAsync(seed: 3, deals: 5, edits: 5);
        var id = StoredDeals.NewId();
        var append = StoredDeals.Creation(id);
        await deals.CommitAsync(append);
        append = StoredDeals.Next(id, append.State, PatchDealRule.Patch(append.State, new PatchDeal(StoredDeals.Context()) { Amount = SwitchedWriter.Refused + 10m }, DefaultPipeline.Unchanged, default), null);
        await deals.CommitAsync(append);
        await deals.ApplyAsync(await deals.LogAsync());
        var letter = await SingleLetterAsync(deals);
        (letter.Reason, letter.Attempts, letter.Sequence).ShouldBe(("failed", 3, 2L));
        letter.LastError.ShouldContain("division by zero");

        // The figures lack the one event and nothing else.
        await deals.Database.ExecuteAsync($"UPDATE crm.deals SET amount = 10 WHERE id = '{id}'");
        await deals.ShouldBeExactAsync();
    }

    [Fact]
    public async Task Apply_DataOfTheLogThatNobodyCanRead_IsParkedAndTheNextOnesAreApplied()
    {
        await using var deals = await ConsumedDeals.CreateAsync(postgres.Server);
        await deals.EditAsync(seed: 4, deals: 2, edits: 4);
        await using (var log = new Feed.LogWriter(deals.Database.WriterConnectionString))
            await log.CommitAsync(StoredDeals.NewId(), 0, 2);
        await deals.EditAsync(seed: 5, deals: 2, edits: 4);
        await deals.ReconcileAsync();
        (await deals.ParkedAsync()).ShouldBe(2);
        (await deals.ProgressAsync()).ShouldBe(await deals.HeadAsync());
        await deals.ShouldBeExactAsync();
    }

    [Fact]
    public async Task Apply_LettersCannotBeKept_NothingIsConsumedUntilTheyCan()
    {
        await using var deals = await ConsumedDeals.CreateAsync(postgres.Server);
        await deals.EditAsync(seed: 6, deals: 1, edits: 4);
        var log = await deals.LogAsync();
        deals.Consumer.Broken[log[1].Id] = true;
        var store = deals.Open(letters: new NoLetters());
        await Should.ThrowAsync<ConsumerUnavailableException>(() => store.ApplyAsync(log, CancellationToken.None));
        (await deals.CountedAsync()).ShouldBe(0);
        await deals.ApplyAsync(log);
        (await deals.ParkedAsync()).ShouldBe(1);
    }

    /// <summary>The letter was kept, and the transaction that should have gone past the event was not committed; then the event can be used.</summary>
    [Fact]
    public async Task Apply_ParkedButNotSkipped_ReplayDoesNotApplyItTwice()
    {
        await using var deals = await ConsumedDeals.CreateAsync(postgres.Server);
        await deals.EditAsync(seed: 7, deals: 1, edits: 6);
        var log = await deals.LogAsync();
        await deals.Letters.ParkAsync(new ParkedEvent(deals.Consumer.Name, log[0], "unreadable", "first", "last", 3), CancellationToken.None);
        await deals.ApplyAsync(log[^1]);
        await deals.ShouldBeExactAsync();
        (await deals.ParkedAsync()).ShouldBe(0);

        // Kept late, by an activation that had lost its turn.
        await deals.Letters.ParkAsync(new ParkedEvent(deals.Consumer.Name, log[0], "unreadable", "first", "last", 3), CancellationToken.None);
        (await deals.Letters.ReplayAsync([], CancellationToken.None)).ShouldBe(1);
        await deals.ReconcileAsync();
        await deals.ShouldBeExactAsync();
        (await deals.ParkedAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Drop_ParkedEvent_IsGoneForGood()
    {
        await using var deals = await ConsumedDeals.CreateAsync(postgres.Server);
        await deals.EditAsync(seed: 8, deals: 3, edits: 4);
        var log = await deals.LogAsync();
        deals.Consumer.Broken[log[0].Id] = deals.Consumer.Broken[log[1].Id] = true;
        await deals.ApplyAsync(log);
        (await deals.Letters.ListAsync(1, CancellationToken.None)).ShouldSatisfyAllConditions(
            static list => list.Letters.Length.ShouldBe(1), static list => list.Total.ShouldBe(2));
        (await deals.Letters.DropAsync([$"pipeline-summary:{log[1].Id}", "pipeline-summary:nonsense"], CancellationToken.None)).ShouldBe(1);
        (await SingleLetterAsync(deals)).Id.ShouldEndWith(log[0].Id.ToString());
        deals.Consumer.Broken.Clear();
        var counted = await deals.CountedAsync();
        await deals.ApplyAsync(log[1]);
        (await deals.CountedAsync()).ShouldBe(counted);
    }

    private static async Task<DeadLetter> SingleLetterAsync(ConsumedDeals deals)
    {
        var list = await deals.Letters.ListAsync(10, CancellationToken.None);
        list.Total.ShouldBe(1);
        return list.Letters.ShouldHaveSingleItem();
    }
}
