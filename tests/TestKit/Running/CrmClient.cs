using System.Globalization;
using System.Net.Http.Headers;
using System.Text;

namespace Crm.Actors.TestKit.Running;

/// <summary>A client of the REST interface.</summary>
public sealed class CrmClient : IDisposable
{
    private static readonly TimeSpan RetryPatience = TimeSpan.FromSeconds(90);

    /// <summary>A connection that was not used for so long is not used again: whoever is at its other end may be about to close it.</summary>
    private static readonly TimeSpan IdleTime = TimeSpan.FromSeconds(1);

    private readonly SocketsHttpHandler _handler = new()
    {
        ConnectTimeout = TimeSpan.FromSeconds(2),
        MaxConnectionsPerServer = 64,
        PooledConnectionIdleTimeout = IdleTime,
    };

    /// <param name="url">The gateway.</param>
    /// <param name="token">An access token; null for a client that has none.</param>
    public CrmClient(string url, string? token)
    {
        Http = new HttpClient(_handler, disposeHandler: false) { BaseAddress = new Uri(url), Timeout = TimeSpan.FromSeconds(15) };
        Http.DefaultRequestHeaders.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
    }

    public HttpClient Http { get; }

    public Task<Answer> GetAsync(string path) => SendAsync(HttpMethod.Get, path, null);

    /// <summary>Sends a request once.</summary>
    public async Task<Answer> SendAsync(HttpMethod method, string path, string? json, string? key = null, long? ifMatch = null, string? traceParent = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (json is not null)
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        if (key is not null)
            request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        if (traceParent is not null)
            request.Headers.TryAddWithoutValidation("traceparent", traceParent);
        if (ifMatch is { } version)
            request.Headers.TryAddWithoutValidation("If-Match", string.Create(CultureInfo.InvariantCulture, $"\"{version}\""));
        using var response = await Http.SendAsync(request);
        return await Answer.ReadAsync(response);
    }

    /// <summary>Reads again and again until there is an answer that is not "retry later": what a client does while a silo is away.</summary>
    public Task<Answer> GetUntilAnsweredAsync(string path) => SendUntilAnsweredAsync(HttpMethod.Get, path, null, null);

    /// <summary>Sends a write under a key again and again until there is an answer that is not "retry later".</summary>
    public async Task<Answer> SendUntilAnsweredAsync(HttpMethod method, string path, string? json, string? key)
    {
        Answer? answer = null;
        await Condition.WaitAsync(
            async () => (answer = await TrySendAsync(method, path, json, key)) is { IsRetryable: false },
            RetryPatience,
            () => $"{method} {path} answered: {answer}");
        return answer!;
    }

    /// <summary>Null when there was no answer.</summary>
    public async Task<Answer?> TrySendAsync(HttpMethod method, string path, string? json, string? key)
    {
        try
        {
            return await SendAsync(method, path, json, key);
        }
        catch (Exception lost) when (lost is HttpRequestException or TaskCanceledException or IOException)
        {
            return null;
        }
    }

    /// <summary>A new deal.</summary>
    public async Task<Answer> CreateDealAsync(string title, string key)
    {
        var answer = await SendUntilAnsweredAsync(HttpMethod.Post, "/api/v1/deals", $$"""{"title":"{{title}}","amount":"10.00","currency":"EUR"}""", key);
        return answer.IsAccepted ? answer : throw new InvalidOperationException($"The deal '{title}' was not created: {answer}");
    }

    public void Dispose()
    {
        Http.Dispose();
        _handler.Dispose();
    }
}
