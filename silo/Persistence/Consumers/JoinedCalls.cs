using Crm.Actors.Grains.Consumers;

namespace Crm.Actors.Persistence.Consumers;

/// <summary>
/// Joins what is asked for at the same time: while one run is under way, calls wait and go into the next together. A lone call runs at
/// once; runs that would follow each other closely are held apart, so that each has more to do.
/// </summary>
/// <param name="run">Does the work of some calls; may throw.</param>
/// <param name="most">Items in one run, roughly: a call is never split.</param>
/// <param name="pace">Runs start at least this far apart, unless so many items wait.</param>
/// <param name="time">The clock of the pace.</param>
internal sealed class JoinedCalls<T>(Func<IReadOnlyList<T>, Task> run, int most, TimeSpan pace, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Queue<(IReadOnlyList<T> Items, TaskCompletionSource Done)> _waiting = new();
    private int _items;
    private bool _runs;

    /// <summary>Ends when a run with these items has ended, as it ended.</summary>
    public Task JoinAsync(IReadOnlyList<T> items)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            _waiting.Enqueue((items, done));
            _items += items.Count;
            if (_runs)
                return done.Task;
            _runs = true;
        }

        _ = Task.Run(RunAllAsync);
        return done.Task;
    }

    private async Task RunAllAsync()
    {
        while (Next() is { Count: > 0 } calls)
        {
            var started = time.GetTimestamp();
            await RunAsync(calls);
            if (pace - time.GetElapsedTime(started) is var early && early > TimeSpan.Zero && !IsFull)
                await Task.Delay(early, time);
        }
    }

    private bool IsFull
    {
        get
        {
            lock (_gate)
                return _items >= most;
        }
    }

    private List<(IReadOnlyList<T> Items, TaskCompletionSource Done)> Next()
    {
        lock (_gate)
        {
            var calls = new List<(IReadOnlyList<T> Items, TaskCompletionSource Done)>();
            var count = 0;
            while (count < most && _waiting.TryDequeue(out var call))
            {
                calls.Add(call);
                count += call.Items.Count;
            }

            _items -= count;
            _runs = calls.Count > 0;
            return calls;
        }
    }

    /// <summary>When calls fail together each is tried alone, so that nobody suffers from another's items; not when nothing can be done now.</summary>
    private async Task RunAsync(List<(IReadOnlyList<T> Items, TaskCompletionSource Done)> calls)
    {
        try
        {
            await run([.. calls.SelectMany(static call => call.Items)]);
            calls.ForEach(static call => call.Done.SetResult());
        }
        catch (Exception problem) when (calls.Count > 1 && problem is not ConsumerUnavailableException)
        {
            foreach (var call in calls)
                await RunAsync([call]);
        }
        catch (Exception problem)
        {
            calls.ForEach(call => call.Done.SetException(problem));
        }
    }
}
