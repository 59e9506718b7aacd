using Crm.Actors.Contracts.Feed;
using Crm.Actors.Gateway.Cluster;

namespace Crm.Actors.Gateway.Feed;

/// <summary>
/// The name of the log that feed positions belong to. The gateway's feed loop keeps it up to date; until that has begun the first
/// one who asks reads it.
/// </summary>
internal sealed class FeedEpoch(IGrainFactory grains, ISiloLink silo)
{
    private volatile string? _value;
    private Task<string?>? _loading;

    /// <summary>The epoch as far as it is known.</summary>
    public string? Value => _value;

    public void Set(string epoch) => _value = epoch;

    /// <summary>The epoch, or null when no silo answers.</summary>
    public ValueTask<string?> Get() => _value is { } known ? new ValueTask<string?>(known) : new ValueTask<string?>(LoadOnce());

    private async Task<string?> LoadOnce()
    {
        var mine = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (Interlocked.CompareExchange(ref _loading, mine.Task, null) is { } others) return await others;
        var epoch = await Load();
        _loading = null;
        mine.SetResult(epoch);
        return epoch;
    }

    private async Task<string?> Load()
    {
        var page = await silo.Ask(grains, static grains => grains.GetGrain<IFeedGrain>(0).Read(0, 1, TimeSpan.Zero), repeats: true);
        if (page.Value is { } value) _value ??= value.Epoch;
        return _value;
    }
}
