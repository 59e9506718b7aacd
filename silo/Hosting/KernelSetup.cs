using Crm.Actors.Grains.Kernel;
using Crm.Actors.Persistence.EventStore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Crm.Actors.Silo.Hosting;

internal static class KernelSetup
{
    /// <summary>What every aggregate needs. The store is closed when the host is disposed, after all grains have deactivated.</summary>
    public static void AddKernel(this IHostApplicationBuilder builder, SiloSettings settings)
    {
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<IIdSource, UuidV7Source>();
        builder.Services.AddSingleton(new KernelOptions());
        builder.Services.AddSingleton<KernelServices>();
        builder.Services.AddSingleton(_ => new WriterDatabase(settings.Writer));
        builder.Services.AddSingleton(settings.EventStore);
        builder.Services.AddSingleton(typeof(IEventStore<,>), typeof(PostgresEventStore<,>));
        builder.Services.AddHostedService<KeyRetention>();
    }
}
