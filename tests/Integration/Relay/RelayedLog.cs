using Crm.Actors.Persistence.Faults;
using Crm.Actors.Persistence.Feed;
using Crm.Actors.Persistence.Relay;
using Crm.Actors.TestKit.Postgres;
using Crm.Actors.TestKit.Running;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Crm.Actors.IntegrationTests.Relay;

/// <summary>The relay of one silo over a database, without a silo; it publishes into a <see cref="RecordingTarget"/>.</summary>
internal sealed class RelayedLog : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly IHost _host;

    private RelayedLog(IHost host) => _host = host;

    public RecordingTarget Target => (RecordingTarget)_host.Services.GetRequiredService<IRelayTarget>();

    public T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    public static async Task<RelayedLog> StartAsync(TestDatabase database, RelayOptions? options = null, int? port = null, RecordingTarget? target = null)
    {
        var relay = Build(database, options, port, target);
        await relay.StartAsync();
        return relay;
    }

    /// <param name="database">The log.</param>
    /// <param name="options">The relay's bounds.</param>
    /// <param name="port">Another port that leads to the server, for the leader's session.</param>
    /// <param name="target">Where it publishes.</param>
    /// <param name="time">The clock.</param>
    public static RelayedLog Build(
        TestDatabase database, RelayOptions? options = null, int? port = null, RecordingTarget? target = null, TimeProvider? time = null)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.None);
        builder.Services.AddSingleton(time ?? TimeProvider.System);
        builder.Services.AddSingleton(FaultPoints.None);
        builder.Services.AddSingleton<IRelayTarget>(target ?? new RecordingTarget());
        builder.Services.AddFeed(database.ReaderConnectionString, new FeedOptions());
        var writer = new NpgsqlConnectionStringBuilder(database.WriterConnectionString);
        if (port is { } other)
            writer.Port = other;
        builder.Services.AddRelay(writer.ConnectionString, options ?? new RelayOptions());
        return new(builder.Build());
    }

    public Task StartAsync() => _host.StartAsync();

    public Task StopAsync() => _host.StopAsync();

    /// <summary>Waits until everything up to a position is published.</summary>
    public Task UntilAsync(long position) => Condition.WaitAsync(
        () => Target.Highest >= position, Patience, () => $"position {position} is published, not only {Target.Highest}");

    public async ValueTask DisposeAsync()
    {
        Target.Release();
        await StopAsync();
        if (_host is IAsyncDisposable disposable)
            await disposable.DisposeAsync();
    }
}
