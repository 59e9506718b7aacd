using System.Text;
using System.Text.Json;
using System.Threading.Channels;

namespace Crm.Actors.FakeTelegram.Updates;

/// <summary>Posts updates to the webhook, one after another, each until it is taken with a 2xx, as Telegram does.</summary>
public sealed class WebhookPoster : IAsyncDisposable
{
    private const string SecretHeader = "X-Telegram-Bot-Api-Secret-Token";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly Channel<string> _updates = Channel.CreateUnbounded<string>();
    private readonly CancellationTokenSource _stopping = new();
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(10) };
    private readonly Task _posting;
    private readonly Lock _lock = new();
    private TaskCompletionSource _set = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? _secret;
    private long _lastId = 1000;

    public WebhookPoster() => _posting = PostAllAsync(_stopping.Token);

    /// <summary>Where updates go; null for nowhere, and then they wait.</summary>
    public string? Url { get; private set; }

    /// <summary>Updates that are not taken yet.</summary>
    public int Waiting => _updates.Reader.Count;

    /// <summary>How many times an update is posted; more than one for a Telegram that missed the answer.</summary>
    public int Repeats { get; set; } = 1;

    /// <summary>Names the webhook.</summary>
    public void Set(string? url, string? secret)
    {
        lock (_lock)
        {
            (Url, _secret) = (string.IsNullOrEmpty(url) ? null : url, secret);
            if (Url is null)
                _set = new(TaskCreationOptions.RunContinuationsAsynchronously);
            else
                _set.TrySetResult();
        }
    }

    /// <summary>Queues an update under the next number.</summary>
    internal long Post(Func<long, object> update)
    {
        lock (_lock)
        {
            var id = ++_lastId;
            _updates.Writer.TryWrite(JsonSerializer.Serialize(update(id)));
            return id;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _posting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _http.Dispose();
        _stopping.Dispose();
    }

    private async Task PostAllAsync(CancellationToken stopping)
    {
        await foreach (var update in _updates.Reader.ReadAllAsync(stopping))
        {
            for (var i = 0; i < Repeats; i++)
            {
                while (!await TryPostAsync(update, stopping))
                    await Task.Delay(Pause, stopping);
            }
        }
    }

    private async Task<bool> TryPostAsync(string update, CancellationToken stopping)
    {
        Task set;
        lock (_lock)
            set = _set.Task;
        await set.WaitAsync(stopping);
        if (Url is not { } url)
            return false;
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new StringContent(update, Encoding.UTF8, "application/json") };
        if (_secret is { } secret)
            request.Headers.TryAddWithoutValidation(SecretHeader, secret);
        try
        {
            using var answer = await _http.SendAsync(request, stopping);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException && !stopping.IsCancellationRequested)
        {
            return false;
        }
    }
}
