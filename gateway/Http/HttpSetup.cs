using Crm.Actors.Gateway.Configuration;
using Crm.Actors.Gateway.Problems;
using Microsoft.AspNetCore.Http.Timeouts;

namespace Crm.Actors.Gateway.Http;

/// <summary>The web server and its limits.</summary>
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
            server.Limits.MaxRequestLineSize = Limits.RequestLine;
            server.Limits.RequestHeadersTimeout = Limits.Request;
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = Limits.Drain);
        builder.Services.AddRequestTimeouts(options => options.DefaultPolicy = new RequestTimeoutPolicy
        {
            Timeout = Limits.Request,
            TimeoutStatusCode = StatusCodes.Status408RequestTimeout,
            WriteTimeoutResponse = http => new Problem(ProblemKind.RequestTimeout, "The request was not complete in time.").ExecuteAsync(http),
        });
        return builder;
    }
}
