using Crm.Actors.Chaos.Recording;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Chaos;

public sealed class LedgerTests
{
    [Fact]
    public async Task AppendAsync_Returned_IsInTheFile()
    {
        var folder = Directory.CreateTempSubdirectory("crm-ledger-");
        try
        {
            var path = Path.Combine(folder.FullName, "ledger.txt");
            await using var ledger = new Ledger(path);
            await Task.WhenAll(Enumerable.Range(0, 50).Select(async i =>
            {
                await ledger.AppendAsync(new Unanswered($"key {i}", 1, TimeSpan.Zero, "lost"));
                using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
                (await reader.ReadToEndAsync(TestContext.Current.CancellationToken)).ShouldContain($"\"key {i}\"");
            }));
            ledger.Records().Count.ShouldBe(50);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void EditFrom_AttemptsThroughTwoGateways_IsDecidedByTheFirstDecision()
    {
        var edit = Edit.From(
        [
            Sent(1), new Unanswered("a", 1, At(1), "lost"),
            Sent(2), new Answered("a", 2, At(2), 503, null, 0, "", 1),
            Sent(3), new Answered("a", 3, At(3), 200, HistoryBuilder.IdOf(1), 7, "d", null),
        ]).ShouldHaveSingleItem();
        edit.Attempts.Select(static a => a.EndedAt).ShouldBe([At(1), At(2), At(3)]);
        edit.Decision!.Version.ShouldBe(7);
    }

    [Fact]
    public void EditFrom_UnderWay_HasNoEnd()
    {
        var edit = Edit.From([Sent(1)]).ShouldHaveSingleItem();
        edit.Decision.ShouldBeNull();
        edit.Attempts[0].EndedAt.ShouldBeNull();
    }

    private static Sent Sent(int attempt) => new("a", attempt, At(attempt), EditKind.Patch, HistoryBuilder.IdOf(1), "t", null, attempt % 2);

    private static TimeSpan At(int seconds) => TimeSpan.FromSeconds(seconds);
}
