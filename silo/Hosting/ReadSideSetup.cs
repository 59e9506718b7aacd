using Crm.Actors.Persistence.Feed;
using Microsoft.Extensions.Hosting;

namespace Crm.Actors.Silo.Hosting;

internal static class ReadSideSetup
{
    /// <summary>The feed, with the reader login.</summary>
    public static void AddReadSide(this IHostApplicationBuilder builder, SiloSettings settings) =>
        builder.Services.AddFeed(settings.Reader.ConnectionString, settings.Feed);
}
