using Crm.Actors.Grains.Telegram;
using Crm.Actors.Persistence.Telegram;
using Crm.Actors.Silo.Telegram;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Crm.Actors.Silo.Hosting;

internal static class TelegramSetup
{
    /// <summary>Links between users and Telegram chats. Codes are kept where sessions are.</summary>
    public static void AddTelegramLinks(this IHostApplicationBuilder builder, SiloSettings settings)
    {
        var services = builder.Services;
        services.AddSingleton<ITelegramDirectory, TelegramDirectory>();
        services.AddSingleton<TelegramConfirmation>();
        if (settings.Auth.Redis is null)
            services.AddSingleton<ITelegramCodes, ClusterTelegramCodes>();
        else
            services.AddSingleton<ITelegramCodes, RedisTelegramCodes>();
    }
}
