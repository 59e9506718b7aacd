using System.Collections.Concurrent;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Pipelines;
using Crm.Actors.Grains.Kernel;

namespace Crm.Actors.Grains.Pipelines;

/// <summary>
/// What the pipelines are, for the deals of this silo, which ask with every command. A definition is asked for anew after
/// <see cref="Fresh"/>; while its grain does not answer it is good until <see cref="Usable"/>. Thread-safe.
/// </summary>
public sealed class KnownPipelines(IGrainFactory grains, TimeProvider clock)
{
    /// <summary>How old a definition may be without being asked for again.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);

    /// <summary>How old a definition may be where no newer one is to be had.</summary>
    public static readonly TimeSpan Usable = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(200);

    private readonly ConcurrentDictionary<Guid, Known> _known = new();

    /// <summary>The pipeline; its view is null when there is none.</summary>
    /// <exception cref="StoreUnavailableException">It is not known, and its grain does not answer.</exception>
    public ValueTask<Known> GetAsync(Guid id) =>
        _known.TryGetValue(id, out var known) && AgeOf(known) < Fresh ? new(known) : new(AskAsync(id, known));

    /// <summary>The pipeline as it is now.</summary>
    /// <exception cref="StoreUnavailableException">Its grain does not answer.</exception>
    public async Task<Known> AskAsync(Guid id)
    {
        var asked = clock.GetTimestamp();
        var result = await ReadAsync(id);
        if (result.Value is null && result.Rejection?.Code != RejectionCode.NotFound)
            throw new StoreUnavailableException("The pipeline cannot be read.");
        var known = new Known(result.Value, asked);
        // Ids of nothing come from bad requests; they are not kept.
        if (result.Value is not null)
            _known[id] = known;
        return known;
    }

    private async Task<CommandResult<PipelineView>> ReadAsync(Guid id)
    {
        try
        {
            return await grains.GetGrain<IPipelineGrain>(id).Get();
        }
        catch (Exception e) when (e is OrleansException or TimeoutException)
        {
            throw new StoreUnavailableException("The pipeline does not answer.", e);
        }
    }

    private async Task<Known> AskAsync(Guid id, Known? known)
    {
        if (known is null || AgeOf(known) >= Usable)
            return await AskAsync(id);
        try
        {
            return await AskAsync(id).WaitAsync(Patience, clock);
        }
        catch (Exception e) when (e is StoreUnavailableException or TimeoutException)
        {
            return known;
        }
    }

    private TimeSpan AgeOf(Known known) => clock.GetElapsedTime(known.AskedAt);

    /// <summary>A pipeline as it was once.</summary>
    /// <param name="View">The pipeline; null when there was none.</param>
    /// <param name="AskedAt">A timestamp of the clock, before the answer.</param>
    public sealed record Known(PipelineView? View, long AskedAt);
}
