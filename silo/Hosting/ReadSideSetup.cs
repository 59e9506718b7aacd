using Crm.Actors.Persistence.Deals;
using Crm.Actors.Persistence.Feed;
using Microsoft.Extensions.Hosting;

namespace Crm.Actors.Silo.Hosting;

internal static class ReadSideSetup
{
    /// <summary>The feed, the lists and the histories, with the reader login.</summary>
    public static void AddReadSide(this IHostApplicationBuilder builder, SiloSettings settings)
    {
        builder.Services.AddFeed(settings.Reader.ConnectionString, settings.Feed);
        builder.Services.AddDealQueries(settings.Reader.ConnectionString, settings.Writer.ConnectionString);
    }
}
