using System.Collections.Concurrent;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Pipelines;
using Crm.Actors.Grains.Kernel;

namespace Crm.Actors.Grains.Pipelines;

/// <summary>
/// What the pipelines are, for the deals of this silo, which ask with every command. A definition is asked for anew after <see cref="Fresh"/>, once
/// for all who want it; where its grain does not answer soon, what is known is good. Thread-safe.
/// </summary>
public sealed class KnownPipelines(IGrainFactory grains, TimeProvider clock)
{
    /// <summary>How old a definition may be without being asked for again, and the pause after a question without an answer.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);

    /// <summary>How long somebody who knows a definition waits for a newer one.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(200);

    /// <summary>How long somebody who knows none waits.</summary>
    public static readonly TimeSpan FirstPatience = TimeSpan.FromMilliseconds(1500);

    private readonly ConcurrentDictionary<Guid, Entry> _entries = new();

    /// <summary>The pipeline; null when there is none.</summary>
    /// <exception cref="StoreUnavailableException">It is not known, and its grain does not answer.</exception>
    public ValueTask<PipelineView?> GetAsync(Guid id)
    {
        var entry = EntryOf(id);
        return entry.View is { } view && clock.GetElapsedTime(Math.Max(entry.AnsweredAt, entry.GivenUpAt)) < Fresh
            ? new(view)
            : new(WaitAsync(entry, Ask(id, entry)));
    }

    /// <summary>The pipeline as it is now or later, or as it was known where its grain does not answer soon.</summary>
    /// <exception cref="StoreUnavailableException">It is not known, and its grain does not answer.</exception>
    public Task<PipelineView?> GetNewerAsync(Guid id)
    {
        var entry = EntryOf(id);
        return entry.View is { } view && entry.GivenUpAt > entry.AnsweredAt && clock.GetElapsedTime(entry.GivenUpAt) < Fresh
            ? Task.FromResult<PipelineView?>(view)
            : WaitAsync(entry, AskFromNow(id, entry));
    }

    private Entry EntryOf(Guid id) => _entries.GetOrAdd(id, static _ => new Entry());

    private async Task<PipelineView?> WaitAsync(Entry entry, Task<PipelineView?> asking)
    {
        try
        {
            return await asking.WaitAsync(entry.View is null ? FirstPatience : Patience, clock);
        }
        catch (Exception e) when (e is StoreUnavailableException or TimeoutException)
        {
            entry.GivenUpAt = clock.GetTimestamp();
            return entry.View ?? throw new StoreUnavailableException("The pipeline does not answer.", e);
        }
    }

    /// <summary>One question at a time, and no grain's: whoever asked first may be gone before the answer.</summary>
    private Task<PipelineView?> Ask(Guid id, Entry entry)
    {
        lock (entry)
            return entry.Asking is { IsCompleted: false } asking ? asking : entry.Asking = Task.Run(() => AskAsync(id, entry));
    }

    /// <summary>A question that begins after the call: the answer to one that is under way may be older than what the caller knows of.</summary>
    private Task<PipelineView?> AskFromNow(Guid id, Entry entry)
    {
        lock (entry)
        {
            if (entry.Asking is not { IsCompleted: false } asking)
                return Ask(id, entry);
            return entry.Next ??= Task.Run(async () =>
            {
                await ((Task)asking).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                lock (entry)
                    entry.Next = null;
                return await Ask(id, entry);
            });
        }
    }

    private async Task<PipelineView?> AskAsync(Guid id, Entry entry)
    {
        var asked = clock.GetTimestamp();
        try
        {
            var result = await grains.GetGrain<IPipelineGrain>(id).Get();
            if (result.Value is { } view)
                (entry.View, entry.AnsweredAt) = (view, asked);
            else if (result.Rejection?.Code != RejectionCode.NotFound)
                throw new StoreUnavailableException("The pipeline cannot be read.");
            return result.Value;
        }
        catch (Exception e) when (e is OrleansException or TimeoutException)
        {
            throw new StoreUnavailableException("The pipeline does not answer.", e);
        }
        finally
        {
            // Ids of nothing come from bad requests; they are not kept.
            if (entry.View is null)
                _entries.TryRemove(new(id, entry));
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

        /// <summary>The question after that.</summary>
        public Task<PipelineView?>? Next { get; set; }
    }
}
