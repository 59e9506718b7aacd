using System.Collections.Concurrent;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Pipelines;
using Crm.Actors.Grains.Kernel;

namespace Crm.Actors.Grains.Pipelines;

/// <summary>
/// What the pipelines are, for the deals of this silo, which ask with every command. A definition is asked for anew after <see cref="Fresh"/>, once
/// for all who want it; where its grain does not answer soon, what is known is good until <see cref="Usable"/>. Thread-safe.
/// </summary>
public sealed class KnownPipelines(IGrainFactory grains, TimeProvider clock)
{
    /// <summary>How old a definition may be without being asked for again, and the pause after a question without an answer.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);

    /// <summary>How old a definition may be where no newer one is to be had.</summary>
    public static readonly TimeSpan Usable = TimeSpan.FromSeconds(30);

    /// <summary>How long somebody who knows a definition waits for a newer one.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(200);

    private readonly ConcurrentDictionary<Guid, Entry> _entries = new();

    /// <summary>The pipeline; null when there is none.</summary>
    /// <exception cref="StoreUnavailableException">It is not known, and its grain does not answer.</exception>
    public ValueTask<PipelineView?> GetAsync(Guid id)
    {
        var entry = _entries.GetOrAdd(id, static _ => new Entry());
        if (entry.View is { } view && clock.GetElapsedTime(Math.Max(entry.AnsweredAt, entry.GivenUpAt)) < Fresh && IsUsable(entry))
            return new(view);
        return new(IsUsable(entry) ? GetNewerAsync(id, entry) : AskAsync(id, entry));
    }

    /// <summary>The pipeline as it is now, or as it was known where its grain does not answer soon.</summary>
    public Task<PipelineView?> GetNewerAsync(Guid id) => GetNewerAsync(id, _entries.GetOrAdd(id, static _ => new Entry()));

    private bool IsUsable(Entry entry) => entry.View is not null && clock.GetElapsedTime(entry.AnsweredAt) < Usable;

    private async Task<PipelineView?> GetNewerAsync(Guid id, Entry entry)
    {
        try
        {
            return await AskAsync(id, entry).WaitAsync(Patience, clock);
        }
        catch (Exception e) when (e is StoreUnavailableException or TimeoutException)
        {
            entry.GivenUpAt = clock.GetTimestamp();
            return entry.View;
        }
    }

    /// <summary>One question at a time, and no grain's: whoever asked first may be gone before the answer.</summary>
    private Task<PipelineView?> AskAsync(Guid id, Entry entry)
    {
        lock (entry)
            return entry.Asking is { IsCompleted: false } asking ? asking : entry.Asking = Task.Run(() => AskOnceAsync(id, entry));
    }

    private async Task<PipelineView?> AskOnceAsync(Guid id, Entry entry)
    {
        var asked = clock.GetTimestamp();
        var result = await ReadAsync(id);
        if (result.Value is { } view)
            (entry.View, entry.AnsweredAt) = (view, asked);
        else if (result.Rejection?.Code == RejectionCode.NotFound)
            _entries.TryRemove(new(id, entry)); // ids of nothing come from bad requests
        else
            throw new StoreUnavailableException("The pipeline cannot be read.");
        return result.Value;
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

    private sealed class Entry
    {
        private PipelineView? _view;
        private long _answeredAt;
        private long _givenUpAt;

        public PipelineView? View
        {
            get => Volatile.Read(ref _view);
            set => Volatile.Write(ref _view, value);
        }

        /// <summary>A timestamp from before the answer.</summary>
        public long AnsweredAt
        {
            get => Volatile.Read(ref _answeredAt);
            set => Volatile.Write(ref _answeredAt, value);
        }

        /// <summary>A timestamp of the last question that was not answered soon.</summary>
        public long GivenUpAt
        {
            get => Volatile.Read(ref _givenUpAt);
            set => Volatile.Write(ref _givenUpAt, value);
        }

        public Task<PipelineView?>? Asking { get; set; }
    }
}
