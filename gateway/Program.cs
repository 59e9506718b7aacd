using Crm.Actors.Gateway.ApiKeys;
using Crm.Actors.Gateway.Auth;
using Crm.Actors.Gateway.Cluster;
using Crm.Actors.Gateway.Configuration;
using Crm.Actors.Gateway.DeadLetters;
using Crm.Actors.Gateway.Deals;
using Crm.Actors.Gateway.Edge;
using Crm.Actors.Gateway.Feed;
using Crm.Actors.Gateway.Health;
using Crm.Actors.Gateway.Http;
using Crm.Actors.Gateway.Ids;
using Crm.Actors.Gateway.Limiting;
using Crm.Actors.Gateway.Observability;
using Crm.Actors.Gateway.OpenApi;
using Crm.Actors.Gateway.Pipelines;
using Crm.Actors.Gateway.Problems;
using Crm.Actors.Gateway.Streams;
using Crm.Actors.Gateway.Users;

namespace Crm.Actors.Gateway;

/// <summary>The gateway: no argument runs it; <c>dev-token [--ttl PT12H] [--role ROLE_ADMIN]</c> prints an access token for development.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        try
        {
            var environment = new EnvironmentVariables(Environment.GetEnvironmentVariable);
            if (args is ["dev-token", .. var options]) return DevTokenCommand.Run(options, TokenSettings.Read(environment), TimeProvider.System, Console.Out, Console.Error);
            if (args is not []) throw new ConfigurationException(args[0], "is not a command; use none, or dev-token");
            await Build(GatewaySettings.Read(environment)).WarnOfUnknownVariables().RunAsync();
            return 0;
        }
        catch (ConfigurationException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 2;
        }
    }

    /// <param name="settings">What the environment says.</param>
    /// <param name="replace">Puts other services in place, in tests.</param>
    internal static WebApplication Build(GatewaySettings settings, Action<IServiceCollection>? replace = null)
    {
        // Configuration comes from the environment alone; without this the folder the gateway was started in is watched, with all below it.
        var builder = WebApplication.CreateSlimBuilder(["--hostBuilder:reloadConfigOnChange=false"]);
        builder.AddLogs(settings.Observability.Logs).AddObservability(settings).AddHttp(settings).AddCluster(settings);
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton<IIdSource, IdSource>().AddSingleton(settings.Telegram);
        builder.Services.AddAuth(settings.Tokens).AddEdge(settings.Edge).AddLimits(settings.Edge).AddDocs().AddFeed().AddHealth(settings.DrainDelay);
        builder.Services.AddDeals().AddPipelines(settings.Cache).AddDeadLetters().AddUsers().AddStreams().AddApiKeys().AddServiceRegistration(settings);
        replace?.Invoke(builder.Services);

        var app = builder.Build();
        app.UseEdge(settings.Edge).UseProblems().UseRouting().UseOtherSites(settings.Edge).UseAddressLimits().UseNotFound();
        app.UseDashboardSessions(settings).UseAuthentication().UseCallerLimits().UseAuthorization().UseKeyScopes();
        app.MapHealth().MapObservability(settings).MapDocs().MapAuth().MapUsers().MapDeals().MapPipelines().MapDeadLetters().MapStreams().MapApiKeys();
        return app;
    }
}
