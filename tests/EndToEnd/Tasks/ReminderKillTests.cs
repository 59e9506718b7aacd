using System.Globalization;
using Crm.Actors.EndToEndTests.Support;
using Crm.Actors.TestKit.Running;
using Shouldly;
using Xunit;

namespace Crm.Actors.EndToEndTests.Tasks;

/// <summary>Reminders of one second, while one of two silos dies.</summary>
[Collection(SystemTests.Name)]
public sealed class ReminderKillTests(SystemFixture fixture)
{
    private const int Number = 300;
    private const int All = 3 * Number;
    private static readonly TimeSpan Lead = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task Reminders_OfOneSecondWhileASiloIsKilled_AreFiredOnceEachInOrder()
    {
        await using var second = fixture.System.AddSilo();
        await Condition.WaitAsync(second.IsActiveAsync, Patience, () => $"the second silo\n{fixture.System.Log}");
        var start = await fixture.System.HeadAsync();
        var due = TimeProvider.System.GetUtcNow() + Lead;
        await Parallel.ForEachAsync(
            Enumerable.Range(0, Number), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (number, _) => await CreateAsync(number, due));
        TimeProvider.System.GetUtcNow().ShouldBeLessThan(due, "The tasks were not made in time.");

        await Condition.WaitAsync(async () => await FiredAsync(start) >= Number / 5, Patience, () => $"the first reminders\n{fixture.System.Log}");
        await second.KillAsync();

        (await FiredAsync(start)).ShouldBeLessThan(All, "Nothing was left to be fired, so nothing was shown.");
        await Condition.WaitAsync(
            async () => await fixture.System.Database.ScalarAsync<long>($"SELECT count(*) FROM tasks.reminders WHERE due_at <= '{Text(due.AddSeconds(1))}'") == 0,
            Patience,
            () => $"all reminders to fire\n{fixture.System.Log}");
        (await FiredAsync(start)).ShouldBe(All);
        (await fixture.System.Database.ScalarAsync<long>($"SELECT count(DISTINCT data ->> 'reminderId') {Fired(start)}")).ShouldBe(All);
        (await fixture.System.Database.ScalarAsync<long>($"""
            SELECT count(*) FROM (
                SELECT data ->> 'at' AS at, lag(data ->> 'at') OVER (PARTITION BY aggregate_id ORDER BY version) AS before {Fired(start)}) l
            WHERE l.at < l.before
            """)).ShouldBe(0);
        (await fixture.System.SiloCommandAsync("verify")).ShouldContain(": 0 differences");
    }

    /// <summary>A task that reminds three times within a second.</summary>
    private async Task CreateAsync(int number, DateTimeOffset due)
    {
        var reminders = string.Join(',', Enumerable.Range(0, 3).Select(i => $$"""{"at":"{{Text(due.AddMilliseconds(300 * i))}}"}"""));
        var client = number % 2 == 0 ? fixture.Client : fixture.Other;
        var answer = await client.SendUntilAnsweredAsync(
            HttpMethod.Post, "/api/v1/tasks", $$"""{"title":"reminds thrice","reminders":[{{reminders}}]}""", $"reminder-kill-{number}");
        answer.IsAccepted.ShouldBeTrue($"{answer}");
    }

    private Task<long> FiredAsync(long start) => fixture.System.Database.ScalarAsync<long>($"SELECT count(*) {Fired(start)}");

    private static string Fired(long start) => $"FROM events.log WHERE position > {start} AND type = 'task.reminder'";

    private static string Text(DateTimeOffset time) => time.ToString("O", CultureInfo.InvariantCulture);
}
