using Crm.Actors.Persistence.Configuration;
using Crm.Actors.Silo.Hosting;
using Crm.Actors.TestKit.Network;
using Crm.Actors.TestKit.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Crm.Actors.IntegrationTests.Messaging;

/// <summary>The product's silo in this process, put together by its own set-up, with a watcher on its streams.</summary>
internal sealed class StreamingSilo : IAsyncDisposable
{
    private readonly IHost _host;

    private StreamingSilo(IHost host) => _host = host;

    public StreamLedger Ledger => _host.Services.GetRequiredService<StreamLedger>();

    public static async Task<StreamingSilo> StartAsync(TestDatabase database)
    {
        var settings = SiloSettings.Read(new EnvironmentVariables(name => Variable(database, name)));
        var builder = Host.CreateApplicationBuilder();
        builder.AddConsoleLogging();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.AddReadSide(settings);
        builder.AddOrleansSilo(settings);
        builder.AddFaultPoints(settings);
        builder.AddKernel(settings);
        builder.AddDeals(settings);
        builder.AddMessaging(settings);
        builder.AddConsumers(settings);
        builder.AddTelegramBot(settings);
        builder.AddRelay(settings);
        builder.Services.AddSingleton<StreamLedger>();
        var host = builder.Build();
        await host.StartAsync();
        return new(host);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
    }

    private static string? Variable(TestDatabase database, string name) => name switch
    {
        "CRM_DATABASE_URL" => database.WriterUrl,
        "CRM_READER_DATABASE_URL" => database.ReaderUrl,
        "ORLEANS_DATABASE_URL" => database.OrleansUrl,
        "CRM_CLUSTERING" => "localhost",
        "CRM_SILO_PORT" or "CRM_SILO_GATEWAY_PORT" => $"{Ports.Free()}",
        _ => null,
    };
}
