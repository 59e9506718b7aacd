using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Crm.Actors.IntegrationTests.Feed;
using Crm.Actors.Persistence.Relay;
using Crm.Actors.TestKit.Postgres;
using Crm.Actors.TestKit.Running;
using Xunit;

namespace Crm.Actors.IntegrationTests.Relay;

public sealed class RelayMetricsTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Metrics_OfLeaderAndFollower_ShowLagLeaderAndCount()
    {
        var options = new RelayOptions { Heartbeat = TimeSpan.FromMilliseconds(100) };
        await using var database = await TestDatabase.CreateAsync(postgres.Server);
        await using var writer = new LogWriter(database.WriterConnectionString);
        await using var leader = RelayedLog.Build(database, options);
        using var leads = new Listener(leader.Get<IMeterFactory>());
        await leader.StartAsync();
        await UntilAsync(leads, (0, 0, 1));
        await using var follower = RelayedLog.Build(database, options);
        using var follows = new Listener(follower.Get<IMeterFactory>());
        await follower.StartAsync();
        await database.UntilCompetingAsync(2);

        leader.Target.Hold();
        await writer.CommitAsync(Guid.Empty, 0, 10);
        await UntilAsync(leads, (10, 0, 1));
        leader.Target.Release();
        await UntilAsync(leads, (0, 10, 1));
        await UntilAsync(follows, (null, 0, 0));

        await leader.StopAsync();
        await UntilAsync(leads, (null, 10, 0));
        await UntilAsync(follows, (0, 0, 1));
    }

    private static Task UntilAsync(Listener listener, (long? Lag, long Published, long Leader) expected) =>
        Condition.WaitAsync(() => listener.Read() == expected, RelayedLog.Patience, () => $"{expected}, not {listener.Read()}");

    private sealed class Listener : IDisposable
    {
        private readonly MeterListener _listener = new();
        private readonly ConcurrentDictionary<string, long> _now = new(StringComparer.Ordinal);
        private long _published;

        public Listener(IMeterFactory silo)
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == RelayMetrics.Meter && instrument.Meter.Scope == silo)
                    listener.EnableMeasurementEvents(instrument);
            };
            _listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => Take(instrument, value));
            _listener.SetMeasurementEventCallback<int>((instrument, value, _, _) => Take(instrument, value));
            _listener.Start();
        }

        public (long? Lag, long Published, long Leader) Read()
        {
            _now.Clear();
            _listener.RecordObservableInstruments();
            return (_now.TryGetValue(RelayMetrics.Lag, out var lag) ? lag : null, Interlocked.Read(ref _published), _now[RelayMetrics.Leader]);
        }

        public void Dispose() => _listener.Dispose();

        private void Take(Instrument instrument, long value)
        {
            if (instrument.Name == RelayMetrics.Published)
                Interlocked.Add(ref _published, value);
            else
                _now[instrument.Name] = value;
        }
    }
}
