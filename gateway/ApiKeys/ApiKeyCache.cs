using System.Collections.Concurrent;

namespace Crm.Actors.Gateway.ApiKeys;

/// <summary>
/// Remembers for <see cref="Life"/> what keys were found to be, good or not, so that a busy client's key is asked for once; requests that
/// come at the same time share one question. Bounded by two generations: when the young one is full it becomes the old one.
/// </summary>
/// <param name="time">Decides what is too old.</param>
/// <param name="capacity">Keys per generation.</param>
internal sealed class ApiKeyCache(TimeProvider time, int capacity = 4096)
{
    /// <summary>How long a revoked key or a disabled owner may go unnoticed.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromSeconds(2);

    private readonly Lock _turning = new();
    private ConcurrentDictionary<ApiKeyCredential, Entry> _young = new();
    private ConcurrentDictionary<ApiKeyCredential, Entry> _old = new();

    /// <summary>How many keys are remembered, good or not.</summary>
    public int Count => _young.Count + _old.Count;

    public Task<ApiKeyAnswer> GetAsync(ApiKeyCredential key, Func<Task<ApiKeyAnswer>> ask)
    {
        var young = _young;
        if (_old.TryGetValue(key, out var entry) && IsGood(entry)) return entry.Answer;
        var fresh = new Entry(time.GetTimestamp(), ask);
        while (true)
        {
            if (young.TryGetValue(key, out entry))
            {
                if (IsGood(entry)) return entry.Answer;
                if (young.TryUpdate(key, fresh, entry)) return fresh.Answer;
            }
            else if (young.TryAdd(key, fresh))
            {
                if (young.Count > capacity) Turn(young);
                return fresh.Answer;
            }
        }
    }

    private bool IsGood(Entry entry) => time.GetElapsedTime(entry.AskedAt) < Life
        && (!entry.Answer.IsCompletedSuccessfully || (!entry.Answer.Result.IsUnavailable && time.GetUtcNow() < entry.Answer.Result.ValidUntil))
        && !entry.Answer.IsFaulted;

    private void Turn(ConcurrentDictionary<ApiKeyCredential, Entry> full)
    {
        lock (_turning)
        {
            if (_young != full) return;
            _old = full;
            _young = new ConcurrentDictionary<ApiKeyCredential, Entry>();
        }
    }

    private sealed class Entry(long askedAt, Func<Task<ApiKeyAnswer>> ask)
    {
        private readonly Lazy<Task<ApiKeyAnswer>> _answer = new(ask);

        public long AskedAt { get; } = askedAt;

        public Task<ApiKeyAnswer> Answer => _answer.Value;
    }
}
