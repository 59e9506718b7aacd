using System.Collections.Concurrent;
using Crm.Actors.Contracts;
using ZiggyCreatures.Caching.Fusion;

namespace Crm.Actors.Gateway.Caching;

/// <summary>
/// Remembers answers that are the same for every caller. Each is kept with the position in the log up to which it is right, and given only where this gateway
/// knows of no event since that changes it: whatever order answers and events come in, and whichever gateway kept it. While the log is not followed nothing is
/// remembered; its time to live is for what no event tells.
/// </summary>
/// <param name="marks">The events.</param>
/// <param name="demand">Has them followed.</param>
/// <param name="store">Where answers are; null where none are to be remembered.</param>
internal sealed class AnswerCache(FeedMarks marks, FeedDemand demand, IFusionCache? store = null)
{
    private readonly ConcurrentDictionary<string, Flight> _flights = new(StringComparer.Ordinal);

    /// <summary>The answer, remembered or loaded.</summary>
    /// <param name="key">What is asked for.</param>
    /// <param name="client">What the client has seen.</param>
    /// <param name="load">Asks the grain. Refusals are not remembered.</param>
    public async Task<CommandResult<T>> GetAsync<T>(CacheKey<T> key, ClientState client, Func<Task<CommandResult<T>>> load)
        where T : class
    {
        if (store is null) return await load();
        demand.Use();
        if (marks.View is not { } view) return await load();
        if (!view.Covers(client.Position)) return await LoadAsync(store, key, load);

        var found = await store.TryGetAsync<CachedAnswer<T>>(key.Name);
        if (!found.HasValue || !view.IsCurrent(found.Value.Epoch, found.Value.Through, key.ChangedBy))
            return client.HasSeen ? await LoadAsync(store, key, load) : await JoinAsync(store, key, load);
        var answer = Answer(key, found.Value, view);
        return client.IfNoneMatch.Count == 0 || key.IsAsNew(answer.Value!, client.IfNoneMatch) ? answer : await LoadAsync(store, key, load);
    }

    /// <summary>Something was written through this gateway, before its client hears so.</summary>
    public void Learn(Topic topic, long position)
    {
        if (store is not null) marks.Learn(topic, position);
    }

    private static CommandResult<T> Answer<T>(CacheKey<T> key, CachedAnswer<T> cached, FeedView view)
        where T : class
    {
        if (key.Advance is not { } advance) return new CommandResult<T>(cached.Value, cached.Position, null);
        var position = Math.Max(cached.Position, view.Position);
        return new CommandResult<T>(advance(cached.Value, position), position, null);
    }

    /// <summary>The load of somebody who asked the same when the same events were known, or one's own. For clients that have seen nothing.</summary>
    private async Task<CommandResult<T>> JoinAsync<T>(IFusionCache cache, CacheKey<T> key, Func<Task<CommandResult<T>>> load)
        where T : class
    {
        var mine = new Flight<T>(marks.Newest(key.ChangedBy), () => LoadAsync(cache, key, load));
        var flight = _flights.AddOrUpdate(key.Name, mine, (_, other) => other.Newest == mine.Newest ? other : mine);
        try
        {
            return await ((Flight<T>)flight).Answer;
        }
        finally
        {
            if (flight == mine) _flights.TryRemove(new KeyValuePair<string, Flight>(key.Name, mine));
        }
    }

    private async Task<CommandResult<T>> LoadAsync<T>(IFusionCache cache, CacheKey<T> key, Func<Task<CommandResult<T>>> load)
        where T : class
    {
        // Before the load: an event that comes meanwhile may or may not be in the answer.
        var before = marks.View;
        var result = await load();
        if (before is not null && result.Value is { } value && before.MayKeep(result.Position, key.RestsOn, key.Advance is not null))
            await cache.SetAsync(key.Name, new CachedAnswer<T>(before.Epoch, Math.Max(before.Position, result.Position), result.Position, value));
        return result;
    }

    /// <summary>A load that is under way.</summary>
    /// <param name="newest">The topic's newest event when it began.</param>
    private abstract class Flight(long newest)
    {
        public long Newest { get; } = newest;
    }

    private sealed class Flight<T>(long newest, Func<Task<CommandResult<T>>> load) : Flight(newest)
        where T : class
    {
        private readonly Lazy<Task<CommandResult<T>>> _answer = new(load);

        public Task<CommandResult<T>> Answer => _answer.Value;
    }
}
