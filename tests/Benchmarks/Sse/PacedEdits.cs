using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Crm.Actors.Benchmarks.Servers;

namespace Crm.Actors.Benchmarks.Sse;

/// <summary>PATCHes at a fixed rate, through REST, whether or not the earlier ones are answered.</summary>
internal sealed class PacedEdits(Uri server, Guid[] deals) : IDisposable
{
    private static readonly MediaTypeHeaderValue MergePatch = new("application/merge-patch+json");

    private readonly HttpClient _http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 64 })
    {
        BaseAddress = server,
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", Tokens.Access) },
    };

    private static int s_count;

    /// <summary>When each edit's answer came (a <see cref="Stopwatch"/> timestamp), by deal and version.</summary>
    public ConcurrentDictionary<(Guid Deal, long Version), long> Acknowledged { get; } = new();

    /// <summary>Milliseconds from request to answer of each edit.</summary>
    public ConcurrentBag<double> Latencies { get; } = [];

    /// <exception cref="InvalidOperationException">An edit was not accepted.</exception>
    public async Task RunAsync(int perSecond, TimeSpan duration)
    {
        var sent = new List<Task>();
        var started = Stopwatch.GetTimestamp();
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
        while (await tick.WaitForNextTickAsync() && Stopwatch.GetElapsedTime(started) is var elapsed && elapsed < duration)
        {
            for (var due = (int)(elapsed.TotalSeconds * perSecond); sent.Count < due;)
                sent.Add(EditAsync(++s_count));
        }

        await Task.WhenAll(sent);
    }

    public void Dispose() => _http.Dispose();

    private async Task EditAsync(int number)
    {
        var deal = deals[number % deals.Length];
        using var request = new HttpRequestMessage(HttpMethod.Patch, $"/api/v1/deals/{deal}");
        request.Headers.Add("Idempotency-Key", $"paced-{number}");
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes($$"""{"amount":"{{number}}.00"}""")) { Headers = { ContentType = MergePatch } };
        var sent = Stopwatch.GetTimestamp();
        using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        var at = Stopwatch.GetTimestamp();
        Latencies.Add(Stopwatch.GetElapsedTime(sent, at).TotalMilliseconds);
        if (!answer.IsSuccessStatusCode)
            throw new InvalidOperationException($"An edit was answered {answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
        Acknowledged[(deal, long.Parse(answer.Headers.ETag!.Tag.AsSpan().Trim('"'), CultureInfo.InvariantCulture))] = at;
        await answer.Content.CopyToAsync(Stream.Null);
    }
}
