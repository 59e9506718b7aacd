using Crm.Actors.Persistence.Deals;
using Crm.Actors.Persistence.Feed;
using Crm.Actors.Persistence.Reading;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Crm.Actors.Silo.Hosting;

internal static class ReadSideSetup
{
    /// <summary>The feed, the lists, the histories and the look-ups, with the reader login.</summary>
    public static void AddReadSide(this IHostApplicationBuilder builder, SiloSettings settings)
    {
        builder.Services.AddFeed(settings.Reader.ConnectionString, settings.Feed);
        builder.Services.AddSingleton(sp => new ReaderDatabase(settings.Reader.ConnectionString, sp.GetRequiredService<TimeProvider>()));
        builder.Services.AddDealQueries(settings.Reader.ConnectionString, settings.Writer.ConnectionString);
    }
}
