using Crm.Actors.Benchmarks.Harness;
using Crm.Actors.Persistence.Configuration;
using Crm.Actors.Silo.Hosting;

namespace Crm.Actors.Benchmarks.Edits.Ours;

/// <summary>The product's silo, put together by its own set-up, in this process.</summary>
internal sealed class SiloInProcess : IAsyncDisposable
{
    private readonly IHost _host;

    private SiloInProcess(IHost host) => _host = host;

    public IServiceProvider Services => _host.Services;

    public IGrainFactory Grains => _host.Services.GetRequiredService<IGrainFactory>();

    /// <param name="urls">Its databases.</param>
    /// <param name="withStreams">Whether events go to the consumers meanwhile.</param>
    public static async Task<SiloInProcess> StartAsync(SiloUrls urls, bool withStreams = false)
    {
        var settings = SiloSettings.Read(new EnvironmentVariables(name => Variable(urls, name)));
        var builder = Host.CreateApplicationBuilder();
        builder.AddConsoleLogging();
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddFilter("Orleans", LogLevel.Error);
        builder.AddReadSide(settings);
        builder.AddOrleansSilo(settings);
        builder.AddKernel(settings);
        builder.AddDeals(settings);
        if (withStreams)
        {
            builder.AddFaultPoints(settings);
            builder.AddMessaging(settings);
            builder.AddConsumers(settings);
            builder.AddTelegramBot(settings);
            builder.AddRelay(settings);
        }

        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        var host = builder.Build();
        await host.StartAsync();
        return new SiloInProcess(host);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
    }

    private static string? Variable(SiloUrls urls, string name) => name switch
    {
        "CRM_DATABASE_URL" => urls.Writer,
        "CRM_READER_DATABASE_URL" => urls.Reader,
        "ORLEANS_DATABASE_URL" => urls.Orleans,
        "CRM_CLUSTERING" => "localhost",
        "CRM_SILO_PORT" or "CRM_SILO_GATEWAY_PORT" => Ports.Free().ToString(),
        _ => null,
    };
}
