using Crm.Actors.Gateway.Configuration;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Crm.Actors.Gateway.Http;

/// <summary>
/// The web server and its limits. There is no time-out around a whole request: its headers, its body and every grain call have
/// one each, and streams none.
/// </summary>
internal static class HttpSetup
{
    public static WebApplicationBuilder AddHttp(this WebApplicationBuilder builder, GatewaySettings settings)
    {
        builder.WebHost.UseUrls(settings.HttpUrl);
        builder.WebHost.ConfigureKestrel(server =>
        {
            server.AddServerHeader = false;
            server.Limits.MaxRequestBodySize = Limits.Body;
            server.Limits.MaxRequestHeadersTotalSize = Limits.Headers;
            server.Limits.MaxRequestHeaderCount = Limits.HeaderCount;
            server.Limits.MaxRequestLineSize = Limits.RequestLine;
            server.Limits.RequestHeadersTimeout = Limits.Request;
            server.Limits.KeepAliveTimeout = Limits.KeepAlive;
            server.Limits.MinRequestBodyDataRate = new MinDataRate(Limits.SlowestRate, Limits.SlowGrace);
            server.Limits.MinResponseDataRate = new MinDataRate(Limits.SlowestRate, Limits.SlowGrace);
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = settings.DrainDelay + Limits.Drain);
        return builder;
    }
}
