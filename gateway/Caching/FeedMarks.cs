using System.Collections.Concurrent;
using Crm.Actors.Gateway.Streams;

namespace Crm.Actors.Gateway.Caching;

/// <summary>
/// Remembers from the log that this gateway follows which topic had its newest event where. Told by the loop that follows, before anybody else sees the
/// events; asked from any thread.
/// </summary>
internal sealed class FeedMarks(TimeProvider time)
{
    /// <summary>The loop hears of the log every 3 s at least, also when nothing happens.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(5);

    private volatile ConcurrentDictionary<Topic, long> _newest = new();
    private volatile FeedView? _view;
    private string _epoch = "";
    private long _start;
    private long _heardAt;

    /// <summary>What is known now; null while the log is not followed, or nothing was heard of it for too long.</summary>
    public FeedView? View => _view is { } view && time.GetElapsedTime(Volatile.Read(ref _heardAt)) < LongestSilence ? view : null;

    /// <summary>Where the newest event of a topic was that is known of; 0 for none.</summary>
    public long Newest(Topic topic) => _newest.GetValueOrDefault(topic);

    /// <summary>Something was written through this gateway: what it did is known before the log tells.</summary>
    public void Learn(Topic topic, long position) => Raise(_newest, topic, position);

    /// <summary>For the loop: what comes is of this log, and begins after a position.</summary>
    public void Restart(string epoch, long start)
    {
        _view = null;
        // Of the same log what is known stays true, and what was learned just now must not be lost.
        if (_epoch.Length > 0 && epoch != _epoch)
            _newest = new();
        (_epoch, _start) = (epoch, start);
    }

    /// <summary>For the loop: these come next.</summary>
    public void See(ReadOnlySpan<EventFrame> frames)
    {
        foreach (var frame in frames)
        {
            ref readonly var a = ref frame.Attributes;
            if (frame.Kind == EventKind.Deal)
            {
                if (a.Pipeline is { } pipeline)
                    Raise(_newest, Topic.Figures(pipeline), frame.Position);
                if (a.PipelineBefore is { } before)
                    Raise(_newest, Topic.Figures(before), frame.Position);
            }
            else if (frame.Type.StartsWith("pipeline.", StringComparison.Ordinal))
            {
                Raise(_newest, Topic.Pipeline(frame.Subject), frame.Position);
                Raise(_newest, Topic.Pipelines, frame.Position);
            }
        }
    }

    /// <summary>For the loop: everything up to here was shown to <see cref="See"/>, and this is how the log stands.</summary>
    public void Reach(long position)
    {
        Volatile.Write(ref _heardAt, time.GetTimestamp());
        if (_view is not { } view || view.Position != position)
            _view = new FeedView(_epoch, _start, position, _newest);
    }

    /// <summary>For the loop: the log is not followed any more.</summary>
    public void Stop() => _view = null;

    private static void Raise(ConcurrentDictionary<Topic, long> newest, Topic topic, long position) =>
        newest.AddOrUpdate(topic, static (_, position) => position, static (_, known, position) => Math.Max(known, position), position);
}
