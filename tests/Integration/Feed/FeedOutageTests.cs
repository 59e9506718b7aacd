using Crm.Actors.Contracts.Feed;
using Crm.Actors.Grains.Feed;
using Crm.Actors.TestKit.Postgres;
using Shouldly;
using Xunit;

namespace Crm.Actors.IntegrationTests.Feed;

/// <summary>The read side while its PostgreSQL is killed; with a server of its own.</summary>
public sealed class FeedOutageTests
{
    [Fact]
    public async Task Read_AcrossAKilledServer_AnswersUnavailableAndGoesOnWithoutAGap()
    {
        await using var server = await PostgresServer.StartNewAsync(new() { Fsync = true });
        await using var database = await TestDatabase.CreateAsync(server);
        await using var log = await FollowedLog.StartAsync(database);
        long committed;
        await using (var writer = new LogWriter(database.WriterConnectionString))
            committed = await writer.CommitAsync(Guid.Empty, 0, 10);
        (await log.Log.ReadAsync(0, 100, TimeSpan.FromSeconds(10), default)).Events.Length.ShouldBe(10);

        await server.KillAsync();
        await Should.ThrowAsync<FeedUnavailableException>(
            () => log.Log.ReadAsync(committed, 100, TimeSpan.FromSeconds(10), default));
        await server.StartAsync();
        await using (var writer = new LogWriter(database.WriterConnectionString))
            await writer.CommitAsync(Guid.Empty, 10, 5);

        var page = await ReadWhenBackAsync(log.Log, committed);
        page.Events.Select(e => e.Position).ShouldBe([11, 12, 13, 14, 15]);
    }

    private static async Task<FeedPage> ReadWhenBackAsync(IFeedLog log, long after)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await log.ReadAsync(after, 100, TimeSpan.FromSeconds(10), default);
            }
            catch (FeedUnavailableException) when (attempt < 100)
            {
                await Task.Yield();
            }
        }
    }
}
