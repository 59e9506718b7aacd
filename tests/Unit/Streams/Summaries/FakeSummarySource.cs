using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Pipelines;
using Crm.Actors.Gateway.Streams.Summaries;

namespace Crm.Actors.UnitTests.Streams.Summaries;

/// <summary>Figures that change when a test says so.</summary>
internal sealed class FakeSummarySource : ISummarySource
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _changed = New();
    private long _newest = 1;

    public bool Down { get; set; }

    public Exception? Failure { get; set; }

    /// <summary>How many older events are not counted yet.</summary>
    public long Behind { get; set; }

    /// <summary>What the calls had: the newest position known, and whether they may wait.</summary>
    public List<(long After, bool Waits)> Calls { get; } = [];

    public static PipelineSummary At(long newest) =>
        new(DefaultPipeline.Id, newest, newest, [new PipelineTotal("new", DealStatus.Open, "EUR", newest, newest)]);

    /// <summary>Another event was counted.</summary>
    public void Change(long newest)
    {
        lock (_gate)
        {
            _newest = newest;
            _changed.SetResult();
            _changed = New();
        }
    }

    /// <summary>The wait of a call is over.</summary>
    public void TimeOut() => Change(_newest);

    public async Task<PipelineSummary?> WatchAsync(long after, TimeSpan wait, CancellationToken cancellation)
    {
        Task changed;
        lock (_gate)
        {
            Calls.Add((after, wait > TimeSpan.Zero));
            changed = _newest > after || wait == TimeSpan.Zero ? Task.CompletedTask : _changed.Task;
        }

        if (Failure is not null)
            throw Failure;
        if (Down)
            return null;
        await changed.WaitAsync(cancellation);
        lock (_gate)
            return At(_newest) with { Position = _newest - Behind };
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
