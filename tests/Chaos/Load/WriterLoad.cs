using System.Collections.Concurrent;
using Crm.Actors.Chaos.Recording;
using Crm.Actors.TestKit.Running;

namespace Crm.Actors.Chaos.Load;

/// <summary>Writers that know nothing of each other. Each sees every edit of its own through to a decision.</summary>
public sealed class WriterLoad : IAsyncDisposable
{
    private const int SeedStep = 7919;

    /// <summary>One of so many writers makes tasks.</summary>
    private const int WritersPerTaskWriter = 4;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(150);

    private readonly ConcurrentDictionary<string, PlannedEdit> _accepted = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stop = new();
    private readonly EditSender _sender;
    private readonly DealPool _pool;
    private readonly PaymentPool _payments = new();
    private readonly TaskPool _tasks = new();
    private readonly Guid? _pipeline;
    private readonly bool _withTasks;
    private readonly Pace _pace;
    private readonly Task[] _writers;
    private int _acknowledged;

    /// <param name="sender">Sends the edits.</param>
    /// <param name="pool">The deals to edit.</param>
    /// <param name="pipeline">The pipeline beside the default one; null where there is none.</param>
    /// <param name="options">How many writers, and how fast.</param>
    /// <param name="name">Makes keys unlike those of other loads.</param>
    public WriterLoad(EditSender sender, DealPool pool, Guid? pipeline, LoadOptions options, string name)
    {
        (_sender, _pool, _pipeline, _withTasks, _pace) = (sender, pool, pipeline, options.Tasks, new Pace(options.EditsPerSecond));
        _writers = [.. Enumerable.Range(0, options.Writers).Select(writer => Task.Run(() => WriteAsync(writer, new Random(options.Seed + (SeedStep * writer)), name)))];
    }

    public int Writers => _writers.Length;

    /// <summary>How many edits were acknowledged so far.</summary>
    public int Acknowledged => Volatile.Read(ref _acknowledged);

    /// <summary>The edits that were acknowledged, by key.</summary>
    public IReadOnlyDictionary<string, PlannedEdit> Accepted => _accepted;

    /// <summary>Waits for so many more acknowledged edits.</summary>
    public Task UntilMoreAsync(int edits)
    {
        var target = Acknowledged + edits;
        return Condition.WaitAsync(
            () => Acknowledged >= target || _writers.Any(static w => w.IsFaulted),
            Patience,
            () => $"{target} acknowledged edits, but {Acknowledged}");
    }

    /// <summary>Lets every edit under way come to its decision.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_writers);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_writers).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task WriteAsync(int writer, Random random, string name)
    {
        var pipelines = _pipeline is { } other ? new PipelineMix(random, other) : null;
        var tasks = _withTasks && writer % WritersPerTaskWriter == 0 ? new TaskMix(random, _pool, _tasks) : null;
        var mix = new EditMix(random, _pool, _payments, pipelines, tasks);
        for (var number = 0; !_stop.IsCancellationRequested; number++)
        {
            try
            {
                await _pace.WaitAsync(_stop.Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            var key = $"{name}-{writer}-{number}";
            var edit = _pool.Count == 0 ? mix.Create(key) : mix.Next(key);
            Count(edit, key, await _sender.SendAsync(edit, key, writer, Patience));
        }
    }

    private void Count(PlannedEdit edit, string key, Answered? decision)
    {
        if (decision is not { IsAccepted: true })
            return;
        Interlocked.Increment(ref _acknowledged);
        _accepted[key] = edit;
        if (edit.Kind == EditKind.Create)
            _pool.Add(decision.Deal!.Value);
        else if (edit.Kind == EditKind.Payment)
            _payments.Add(decision.Deal!.Value);
        else if (edit.Kind is EditKind.Income or EditKind.Expense)
            _payments.Add(decision.Deal!.Value, edit.Kind, decision.Entry!.Value);
        else if (edit.Kind == EditKind.NewTask)
            _tasks.Add(decision.Deal!.Value);
    }
}
