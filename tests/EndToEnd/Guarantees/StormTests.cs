using Crm.Actors.EndToEndTests.Support;
using Crm.Actors.TestKit.Running;
using Shouldly;
using Xunit;

namespace Crm.Actors.EndToEndTests.Guarantees;

/// <summary>G1, G2, G4 and G6 after silo and PostgreSQL were killed several times under load.</summary>
[Collection(SystemTests.Name)]
public sealed class StormTests(Storm storm, ITestOutputHelper output) : IClassFixture<Storm>
{
    [Fact]
    public async Task G1_Killed_NothingAcknowledgedIsLost()
    {
        var longest = storm.Ledger.Max(static edit => edit.Took);
        output.WriteLine($"{storm.Ledger.Count} edits acknowledged, {storm.Retries} attempts failed on the way, the longest took {longest.TotalSeconds:0.0} s");
        // Gateways ask again by themselves, so that there need not be a failed attempt.
        longest.ShouldBeGreaterThan(TimeSpan.FromMilliseconds(500), "Nobody noticed the killing, so nothing was shown.");
        foreach (var ofDeal in storm.Ledger.GroupBy(static e => e.Deal))
        {
            var titles = DealHistories.Titles(await storm.System.EventsAsync(ofDeal.Key)).ToDictionary(static t => t.Title, static t => t.Version);
            foreach (var edit in ofDeal)
                titles.GetValueOrDefault(edit.Key).ShouldBe(edit.Answer.Version, $"{edit.Key} was acknowledged");
        }
    }

    [Fact]
    public async Task G2_Killed_VersionsHaveNoGapsAndReplayGivesTheRow()
    {
        foreach (var deal in storm.Deals)
            (await DealHistories.CheckAsync(storm.System, deal)).Count.ShouldBeGreaterThan(1);
    }

    [Fact]
    public async Task G4_RetryAfterCrashThroughAnotherGateway_GetsTheFirstAnswer()
    {
        var before = await storm.System.HeadAsync();
        foreach (var edit in storm.Ledger.Where(static (_, i) => i % 7 == 0).Concat(storm.Ledger.TakeLast(10)))
        {
            var client = edit.GetHashCode() % 2 == 0 ? storm.Client : storm.Other;
            var again = await client.SendUntilAnsweredAsync(HttpMethod.Patch, $"/api/v1/deals/{edit.Deal}", $$"""{"title":"{{edit.Key}}"}""", edit.Key);
            (again.Status, again.Text, again.ETag).ShouldBe((edit.Answer.Status, edit.Answer.Text, edit.Answer.ETag), edit.Key);
        }

        (await storm.System.HeadAsync()).ShouldBe(before, "A retry wrote something.");
    }

    [Fact]
    public async Task G4_Killed_EachKeyIsAppliedOnce()
    {
        foreach (var deal in storm.Deals)
            DealHistories.Titles(await storm.System.EventsAsync(deal)).Select(static t => t.Title).ShouldBeUnique();
    }

    [Fact]
    public async Task G6_StreamOverKills_MissesNothingAndRepeatsNothing()
    {
        output.WriteLine($"{storm.Seen.Count} events over {storm.Connections} connections");
        var expected = await storm.System.FeedAsync(storm.Start, storm.End);
        expected.Select(static e => e.Position).ShouldBe(Enumerable.Range(1, expected.Count).Select(i => storm.Start + i), "The log has a gap.");
        storm.Seen.Select(static m => (m.Position, m.EventId)).ShouldBe(expected);
    }
}
