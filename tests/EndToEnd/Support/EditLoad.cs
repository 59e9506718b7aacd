using System.Collections.Concurrent;
using System.Diagnostics;
using Crm.Actors.TestKit.Running;

namespace Crm.Actors.EndToEndTests.Support;

/// <summary>An edit that the system said yes to.</summary>
/// <param name="Deal">The deal.</param>
/// <param name="Key">Its key, which is also the title that it gave.</param>
/// <param name="Answer">The first answer.</param>
/// <param name="Took">From the first attempt to the answer.</param>
public sealed record AcknowledgedEdit(Guid Deal, string Key, Answer Answer, TimeSpan Took);

/// <summary>Workers that edit deals without pause, and retry under the same key until they have an answer.</summary>
public sealed class EditLoad : IAsyncDisposable
{
    private readonly ConcurrentQueue<AcknowledgedEdit> _ledger = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task[] _workers;
    private int _next;

    /// <param name="clients">The gateways to use in turn: a retry goes to another one than the attempt before.</param>
    /// <param name="deals">The deals to edit.</param>
    /// <param name="workers">How many edit at a time.</param>
    public EditLoad(IReadOnlyList<CrmClient> clients, IReadOnlyList<Guid> deals, int workers) =>
        _workers = [.. Enumerable.Range(0, workers).Select(worker => Task.Run(() => WorkAsync(clients, deals, worker)))];

    /// <summary>Every edit that was acknowledged.</summary>
    public IReadOnlyCollection<AcknowledgedEdit> Ledger => _ledger;

    /// <summary>Attempts that got no answer or "retry later".</summary>
    public int Retries { get; private set; }

    /// <summary>Waits for so many more acknowledged edits.</summary>
    public Task UntilMoreAsync(int edits)
    {
        var target = _ledger.Count + edits;
        return Condition.WaitAsync(() => _ledger.Count >= target || _workers.Any(static w => w.IsFaulted), TimeSpan.FromSeconds(120), () => $"{target} edits, but {_ledger.Count}");
    }

    /// <summary>Lets every edit under way come to its answer.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_workers);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_workers).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task WorkAsync(IReadOnlyList<CrmClient> clients, IReadOnlyList<Guid> deals, int worker)
    {
        while (!_stop.IsCancellationRequested)
        {
            var key = $"edit-{deals[0]:N}-{Interlocked.Increment(ref _next)}";
            var deal = deals[(worker + _next) % deals.Count];
            var attempt = worker;
            var started = Stopwatch.GetTimestamp();
            Answer? answer = null;
            await Condition.WaitAsync(
                async () =>
                {
                    answer = await clients[attempt++ % clients.Count].TrySendAsync(HttpMethod.Patch, $"/api/v1/deals/{deal}", $$"""{"title":"{{key}}"}""", key);
                    if (answer is { IsRetryable: false })
                        return true;
                    Retries++;
                    return false;
                },
                TimeSpan.FromSeconds(90),
                () => $"{key} answered: {answer}");
            if (!answer!.IsAccepted)
                throw new InvalidOperationException($"{key} was refused: {answer}");
            _ledger.Enqueue(new AcknowledgedEdit(deal, key, answer, Stopwatch.GetElapsedTime(started)));
        }
    }
}
