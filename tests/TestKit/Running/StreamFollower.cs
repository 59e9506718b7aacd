using System.Collections.Concurrent;
using System.Text.Json;

namespace Crm.Actors.TestKit.Running;

/// <summary>A message of a stream.</summary>
/// <param name="Id">Its SSE id.</param>
/// <param name="Event">Its SSE event type.</param>
/// <param name="Data">Its data; empty for a heartbeat.</param>
public sealed record StreamMessage(string Id, string Event, string Data)
{
    /// <summary>The place in the log that the id names.</summary>
    public long Position => long.Parse(Id.AsSpan(Id.LastIndexOf('-') + 1));

    public Guid EventId => JsonDocument.Parse(Data).RootElement.GetProperty("id").GetGuid();
}

/// <summary>An EventSource: follows a stream, and comes back with the last id whenever the connection is lost.</summary>
public sealed class StreamFollower : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<StreamMessage> _events = new();
    private readonly HttpClient _http;
    private readonly string _path;
    private readonly Action<StreamMessage> _take;
    private readonly Task _work;
    private long _position;

    /// <param name="client">A client of the gateway; its token is used.</param>
    /// <param name="path">The stream.</param>
    /// <param name="lastEventId">Where to begin; null for now.</param>
    /// <param name="take">Gets each event instead of <see cref="Events"/>.</param>
    public StreamFollower(CrmClient client, string path, string? lastEventId, Action<StreamMessage>? take = null)
    {
        _take = take ?? _events.Enqueue;
        _http = client.Http;
        _path = path;
        LastEventId = lastEventId;
        _work = Task.Run(FollowAsync);
    }

    /// <summary>The events that came, heartbeats left out.</summary>
    public IReadOnlyCollection<StreamMessage> Events => _events;

    /// <summary>The id of the newest message of any kind.</summary>
    public string? LastEventId { get; private set; }

    /// <summary>The position of the newest message of any kind.</summary>
    public long Position => Interlocked.Read(ref _position);

    /// <summary>How often it connected.</summary>
    public int Connections { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _work;
        _stop.Dispose();
    }

    private async Task FollowAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await ReadOnceAsync();
                await Task.Delay(Pause, _stop.Token);
            }
            catch (Exception lost) when (lost is HttpRequestException or IOException or OperationCanceledException)
            {
                await Task.Delay(Pause).WaitAsync(_stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task ReadOnceAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, _path);
        if (LastEventId is not null)
            request.Headers.TryAddWithoutValidation("Last-Event-ID", LastEventId);
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, _stop.Token);
        if (!response.IsSuccessStatusCode)
            return;
        Connections++;
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(_stop.Token));
        string id = "", type = "message", data = "";
        while (await lines.ReadLineAsync(_stop.Token) is { } line)
        {
            if (line.Length == 0)
            {
                Dispatch(new StreamMessage(id, type, data));
                (id, type, data) = ("", "message", "");
            }
            else if (line.StartsWith("id:", StringComparison.Ordinal))
                id = line[3..].Trim();
            else if (line.StartsWith("event:", StringComparison.Ordinal))
                type = line[6..].Trim();
            else if (line.StartsWith("data:", StringComparison.Ordinal))
                data += line[5..].TrimStart();
        }
    }

    private void Dispatch(StreamMessage message)
    {
        if (message.Data.Length > 0)
            _take(message);
        if (message.Id.Length == 0)
            return;
        LastEventId = message.Id;
        Interlocked.Exchange(ref _position, message.Position);
    }
}
