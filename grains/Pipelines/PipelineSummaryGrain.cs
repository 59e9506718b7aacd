using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Pipelines;
using Crm.Actors.Grains.Kernel;
using Orleans.Concurrency;

namespace Crm.Actors.Grains.Pipelines;

/// <summary>Reads the totals for all who ask; those who watch share one read every fifth of a second.</summary>
[Reentrant]
public sealed class PipelineSummaryGrain(IPipelineSummaries summaries, KnownPipelines pipelines, TimeProvider clock) : Grain, IPipelineSummaryGrain
{
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(200);
    private static readonly Rejection Unavailable = new(RejectionCode.Unavailable, "The figures cannot be read at the moment. Retry later.");
    private static readonly Rejection WrongWait = new(RejectionCode.Invalid, "The wait is up to 10 s.");

    private Task<PipelineSummary>? _reading;
    private Task<PipelineSummary>? _next;
    private Task? _pause;

    /// <inheritdoc/>
    public Task<CommandResult<PipelineSummary>> Get(Caller caller) => AnswerAsync(ReadAsync);

    /// <inheritdoc/>
    public Task<CommandResult<PipelineSummary>> Watch(Caller caller, long after, TimeSpan wait) =>
        wait < TimeSpan.Zero || wait > MaxWait
            ? Task.FromResult(new CommandResult<PipelineSummary>(null, 0, WrongWait))
            : AnswerAsync(() => ReadNewerAsync(after, wait));

    private async Task<CommandResult<PipelineSummary>> AnswerAsync(Func<Task<PipelineSummary>> read)
    {
        try
        {
            if (await pipelines.GetAsync(this.GetPrimaryKey()) is null)
                return new(null, 0, Rejections.NotFound);
            var summary = await read();
            return new(summary, summary.Position, null);
        }
        catch (StoreUnavailableException)
        {
            return new(null, 0, Unavailable);
        }
    }

    private async Task<PipelineSummary> ReadNewerAsync(long after, TimeSpan wait)
    {
        var started = clock.GetTimestamp();
        while (true)
        {
            var summary = await ReadAsync();
            if (summary.Newest > after || clock.GetElapsedTime(started) >= wait)
                return summary;
            await PauseAsync();
        }
    }

    /// <summary>A read that begins after the call: who asks while one is under way shares the next one.</summary>
    private Task<PipelineSummary> ReadAsync() => _next ??= ReadAfterAsync(_reading);

    private async Task<PipelineSummary> ReadAfterAsync(Task<PipelineSummary>? before)
    {
        var waits = before is { IsCompleted: false };
        // Also when there is nothing to wait for, so that all who wake in the same moment share the read.
        await (before ?? Task.CompletedTask).ConfigureAwait(
            ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding | ConfigureAwaitOptions.ContinueOnCapturedContext);
        (_reading, _next) = (_next, null);
        // Who has waited for a failure has waited long enough.
        if (waits && before!.IsFaulted)
            return await before;
        return await summaries.ReadAsync(this.GetPrimaryKey());
    }

    private Task PauseAsync()
    {
        if (_pause is null or { IsCompleted: true })
            _pause = Task.Delay(Period, clock);
        return _pause;
    }
}
