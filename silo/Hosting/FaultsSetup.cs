using Crm.Actors.Persistence.Faults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Crm.Actors.Silo.Hosting;

internal static class FaultsSetup
{
    /// <summary>Where tests let this process die; see <see cref="FaultPoints"/>.</summary>
    public static void AddFaultPoints(this IHostApplicationBuilder builder, SiloSettings settings) =>
        builder.Services.AddSingleton(settings.Faults);
}
