using System.Diagnostics.Metrics;
using Crm.Actors.IntegrationTests.Streaming;
using Crm.Actors.Persistence.Backlog;
using Crm.Actors.Persistence.Consumers;
using Crm.Actors.Persistence.Reading;
using Crm.Actors.TestKit.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Shouldly;
using Xunit;

namespace Crm.Actors.IntegrationTests.Backlog;

/// <summary>What figures tell of what waits.</summary>
public sealed class BacklogTests(PostgresFixture postgres, RabbitMqFixture rabbit)
{
    [Fact]
    public async Task Notifications_ThatAreNotMadeOrDue_AreCounted()
    {
        await using var database = await TestDatabase.CreateAsync(postgres.Server, TestContext.Current.CancellationToken);
        await using var reader = new ReaderDatabase(database.ReaderConnectionString, TimeProvider.System);
        var backlog = new NotificationBacklog(reader, TimeProvider.System);
        (await ReadAsync(backlog)).Notifications.ShouldBe(0);

        // Two events that nobody was told of yet, two deliveries that are due, one that is not yet, and one that is sent.
        await database.ExecuteAsync(
            """
            INSERT INTO notify.sources VALUES (1, '{}'), (2, '{}');
            INSERT INTO notify.notifications (id, version, user_id, type, event_id, position, actor_id, title, details, channels, in_app, created_at, pending, due_at)
            SELECT gen_random_uuid(), 1, gen_random_uuid(), 'a', gen_random_uuid(), n, gen_random_uuid(), 'a', '{}', '', true, now(),
                   CASE n WHEN 4 THEN '[]' ELSE '[1]' END,
                   CASE n WHEN 4 THEN NULL WHEN 3 THEN now() + interval '1 hour' ELSE now() - interval '1 minute' END
            FROM generate_series(1, 4) AS n
            """,
            TestContext.Current.CancellationToken);

        (await ReadAsync(backlog)).Notifications.ShouldBe(4);
    }

    [Fact]
    public async Task ParkedLetters_OfAllConsumers_AreCounted()
    {
        await using var database = await TestDatabase.CreateAsync(postgres.Server, TestContext.Current.CancellationToken);
        await using var consumers = new ConsumerDatabase(new NpgsqlConnectionStringBuilder(database.WriterConnectionString));
        var backlog = new ParkedLetterBacklog(consumers);
        (await ReadAsync(backlog)).DeadLetters.ShouldBe(0);

        await database.ExecuteAsync(
            """
            INSERT INTO events.parked_events (consumer, aggregate_id, version, event_id, position, type, reason, first_error, last_error, attempts, skipped, body)
            SELECT 'consumer' || n, gen_random_uuid(), 1, gen_random_uuid(), n, 'a', 'failed', 'a', 'a', 1, false, '' FROM generate_series(1, 3) AS n
            """,
            TestContext.Current.CancellationToken);

        (await ReadAsync(backlog)).DeadLetters.ShouldBe(3);
    }

    [Fact]
    public async Task Queues_OfTheBroker_AreCountedWithoutTakingAnything()
    {
        await using var queue = new LoneQueue(rabbit.Server);
        await queue.PublishAsync("one", "two", "three");

        for (var look = 0; look < 2; look++)
        {
            IReadOnlyList<(string Queue, long Messages)> depths = [];
            await LoneQueue.UntilAsync(
                async () => (depths = await queue.Depths.ReadAsync(TestContext.Current.CancellationToken)).Sum(static depth => depth.Messages) == 3, "three messages in the queue");
            depths.ShouldBe([(queue.Name, 3L), (queue.Depths.DeadLetters, 0L)]);
        }

        (await queue.ReadyAsync()).ShouldBe(3u);
    }

    /// <summary>What is not known is not shown: neither before the first look, nor by silos that do not look.</summary>
    [Fact]
    public void Metrics_ShowTheLastLookAlone()
    {
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var meters = services.GetRequiredService<IMeterFactory>();
        var shown = new List<string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, own) =>
            {
                if (instrument.Meter.Scope == meters)
                    own.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => shown.Add($"{instrument.Name} {(tags.Length > 0 ? tags[0].Value : "")} {value}"));
        listener.Start();
        var metrics = new BacklogMetrics(meters);

        Show().ShouldBeEmpty();
        metrics.Set(new BacklogReading { DeadLetters = 2, Queues = { ("q", 5) } });
        Show().ShouldBe(["crm.broker.queue.messages q 5", "crm.dead_letters  2"], ignoreOrder: true);
        metrics.Clear();
        Show().ShouldBeEmpty();

        List<string> Show()
        {
            shown.Clear();
            listener.RecordObservableInstruments();
            return shown;
        }
    }

    private static async Task<BacklogReading> ReadAsync(IBacklogSource source)
    {
        var reading = new BacklogReading();
        await source.ReadAsync(reading, TestContext.Current.CancellationToken);
        return reading;
    }
}
