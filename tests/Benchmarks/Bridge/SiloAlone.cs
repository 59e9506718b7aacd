using Crm.Actors.Persistence.Configuration;
using Crm.Actors.Silo.Hosting;

namespace Crm.Actors.Benchmarks.Bridge;

/// <summary>The contender "none": our silo without streams, relay and consumers. What is committed stays in the log.</summary>
internal static class SiloAlone
{
    public const string Part = "silo-alone";

    public static async Task<int> RunAsync()
    {
        var settings = SiloSettings.Read(EnvironmentVariables.OfProcess);
        var builder = Host.CreateApplicationBuilder(["--hostBuilder:reloadConfigOnChange=false"]);
        builder.AddConsoleLogging();
        builder.AddReadSide(settings);
        builder.AddOrleansSilo(settings);
        builder.AddFaultPoints(settings);
        builder.AddKernel(settings);
        builder.AddDeals(settings);
        builder.AddAuth(settings);
        builder.AddApiKeys();
        builder.AddTelegramLinks(settings);
        return await builder.Build().RunToEndAsync();
    }
}
