using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Logging;

namespace Crm.Actors.Clustering.Consul;

/// <summary>Asks an agent over its HTTP API (https://developer.hashicorp.com/consul/api-docs), each time once. Says in the log when it goes away and comes back.</summary>
/// <param name="client">Knows where the agent is and how long to wait for an answer.</param>
/// <param name="logger">Gets the changes.</param>
internal sealed partial class ConsulHttp(HttpClient client, ILogger<ConsulHttp> logger) : IDisposable
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private int _away;

    /// <summary>The client of an agent. It follows no redirect and uses no proxy, which would get the token, and is no part of anybody's trace.</summary>
    public static HttpClient Connect(ConsulClusteringOptions options)
    {
        var client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            ActivityHeadersPropagator = null,
            ConnectTimeout = options.RequestTimeout,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            SslOptions = ConsulTls.Options(options),
        })
        {
            BaseAddress = options.Address,
            Timeout = options.RequestTimeout,
        };
        if (options.Token is { Length: > 0 } token)
            client.DefaultRequestHeaders.Add("X-Consul-Token", token);
        return client;
    }

    /// <summary>Asks for something that the whole of Consul has to answer.</summary>
    /// <exception cref="ConsulUnavailableException">There was no answer, or "not now".</exception>
    /// <exception cref="ConsulException">The token does not do.</exception>
    public async Task<ConsulReply> AskAsync(HttpMethod method, string path, byte[]? body, CancellationToken cancellation)
    {
        var reply = await SendAsync(method, path, body, cancellation);
        if (reply.IsTransient)
            throw Away(reply.Text, null);
        if (Interlocked.Exchange(ref _away, 0) == 1)
            LogBack(client.BaseAddress!);
        if (reply.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
            throw Denied(reply.Text);
        return reply;
    }

    /// <summary>Asks for something that the agent itself answers, whatever that is.</summary>
    /// <exception cref="ConsulUnavailableException">There was no answer.</exception>
    public async Task<ConsulReply> SendAsync(HttpMethod method, string path, byte[]? body, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
            request.Content = new ByteArrayContent(body) { Headers = { ContentType = Json } };
        try
        {
            using var response = await client.SendAsync(request, cancellation);
            return new ConsulReply(response.StatusCode, await response.Content.ReadAsByteArrayAsync(cancellation));
        }
        catch (OperationCanceledException late) when (!cancellation.IsCancellationRequested)
        {
            throw Away($"no answer within {client.Timeout.TotalSeconds} s", late);
        }
        catch (Exception lost) when (lost is HttpRequestException or IOException)
        {
            throw Away(lost.GetBaseException().Message.ReplaceLineEndings(" "), lost);
        }
    }

    /// <summary>What is wrong when an agent takes no offence at anything but who asks.</summary>
    public ConsulException Denied(string reason) => new($"Consul at {client.BaseAddress} does not let us: {reason} (check the ACL token and its policy)");

    /// <summary>An answer that the API does not know.</summary>
    public ConsulException Odd(string reason) => new($"Consul at {client.BaseAddress} answered what it should not: {reason}");

    public void Dispose() => client.Dispose();

    private ConsulUnavailableException Away(string reason, Exception? cause)
    {
        if (Interlocked.Exchange(ref _away, 1) == 0)
            LogAway(client.BaseAddress!, reason);
        var message = $"Consul at {client.BaseAddress} cannot be used now: {reason}";
        return cause is null ? new ConsulUnavailableException(message) : new ConsulUnavailableException(message, cause);
    }

    [LoggerMessage(5501, LogLevel.Warning, "Consul at {Address} cannot be used, and will be tried again: {Reason}")]
    private partial void LogAway(Uri address, string reason);

    [LoggerMessage(5502, LogLevel.Information, "Consul at {Address} answers again")]
    private partial void LogBack(Uri address);
}
