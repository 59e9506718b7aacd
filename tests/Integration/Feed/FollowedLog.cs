using Crm.Actors.Grains.Feed;
using Crm.Actors.Persistence.Feed;
using Crm.Actors.TestKit.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Crm.Actors.IntegrationTests.Feed;

/// <summary>The silo's read side over a database, without a silo.</summary>
internal sealed class FollowedLog : IAsyncDisposable
{
    private readonly IHost _host;

    private FollowedLog(IHost host) => _host = host;

    public IFeedLog Log => _host.Services.GetRequiredService<IFeedLog>();

    public FeedReader Reader => _host.Services.GetRequiredService<FeedReader>();

    public static async Task<FollowedLog> StartAsync(TestDatabase database, FeedOptions? options = null)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddFeed(database.ReaderConnectionString, options ?? new FeedOptions());
        var host = builder.Build();
        await host.StartAsync();
        return new(host);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        if (_host is IAsyncDisposable disposable)
            await disposable.DisposeAsync();
    }
}
