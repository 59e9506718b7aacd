using Crm.Actors.Contracts.ApiKeys.Events;
using Crm.Actors.Grains.ApiKeys;
using Crm.Actors.Persistence.ApiKeys;
using Crm.Actors.Persistence.EventStore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Crm.Actors.Silo.Hosting;

internal static class ApiKeysSetup
{
    /// <summary>API keys: made, found, and when they were last used.</summary>
    public static void AddApiKeys(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<IAggregateMapping<ApiKeyRingState, ApiKeyEvent>, ApiKeyRingMapping>();
        services.AddSingleton<IApiKeyDirectory, ApiKeyDirectory>();
        services.AddSingleton<ApiKeyUses>();
        services.AddSingleton<IApiKeyUses>(static sp => sp.GetRequiredService<ApiKeyUses>());
        services.AddHostedService(static sp => sp.GetRequiredService<ApiKeyUses>());
        services.AddSingleton<RefusedKeys>();
        services.AddSingleton<ApiKeyResolution>();
    }
}
