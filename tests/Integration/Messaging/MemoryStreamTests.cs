using Crm.Actors.Contracts.Feed;
using Crm.Actors.IntegrationTests.Feed;
using Crm.Actors.TestKit.Postgres;
using Crm.Actors.TestKit.Running;
using Shouldly;
using Xunit;

namespace Crm.Actors.IntegrationTests.Messaging;

/// <summary>From the log to grains, without a broker.</summary>
public sealed class MemoryStreamTests(PostgresFixture postgres)
{
    private const int Subjects = 100;
    private const int EventsEach = 20;
    private const int LargeEvents = 1500;
    private const int LargeBytes = 2000;

    [Fact]
    public async Task Streams_WithoutABroker_BringEachSubjectsEventsInOrderOnItsPartition()
    {
        await using var database = await TestDatabase.CreateAsync(postgres.Server);
        await using var writer = new LogWriter(database.WriterConnectionString);
        for (var round = 0; round < 2; round++)
            for (var s = 0; s < Subjects; s++)
                await writer.CommitAsync(Subject(s), round * EventsEach / 2, EventsEach / 2);
        // One partition's share of a batch, larger than a message in memory may be.
        await writer.CommitAsync(Subject(Subjects), 0, LargeEvents, LargeBytes);

        await using var silo = await StreamingSilo.StartAsync(database);
        const int Total = (Subjects * EventsEach) + LargeEvents;
        await Condition.WaitAsync(() => silo.Ledger.Count >= Total, TimeSpan.FromSeconds(60), () => $"{Total} events, not {silo.Ledger.Count}");

        foreach (var (partition, events) in silo.Ledger.ByPartition)
        {
            events.ShouldAllBe(e => EventPartition.Of(e.Subject) == partition);
            foreach (var subject in events.GroupBy(static e => e.Subject))
                subject.Select(static e => e.Sequence).ShouldBe(Enumerable.Range(1, subject.Count()).Select(static v => (long)v));
        }

        silo.Ledger.Count.ShouldBe(Total);
    }

    private static Guid Subject(int number) => new($"00000000-0000-7000-8000-{number:x12}");
}
