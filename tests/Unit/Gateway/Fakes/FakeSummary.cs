using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Pipelines;

namespace Crm.Actors.UnitTests.Gateway.Fakes;

/// <summary>Stands for every pipeline's figures.</summary>
public sealed class FakeSummary : IPipelineSummaryGrain
{
    public static PipelineSummary Sample { get; } = new(
        DefaultPipeline.Id,
        120,
        123,
        [
            new PipelineTotal("new", DealStatus.Open, null, 1, null),
            new PipelineTotal("new", DealStatus.Open, "EUR", 2, 1200.00m),
            new PipelineTotal("proposal", DealStatus.Lost, "JPY", 1, 0m),
        ]);

    public CommandResult<PipelineSummary> Answer { get; set; } = new(Sample, 120, null);

    public Exception? Failure { get; set; }

    public Guid Key { get; private set; }

    public Caller? Caller { get; private set; }

    public int Calls { get; private set; }

    public FakeSummary AskedFor(Guid key)
    {
        Key = key;
        return this;
    }

    public Task<CommandResult<PipelineSummary>> Get(Caller caller)
    {
        Calls++;
        Caller = caller;
        return Failure is null ? Task.FromResult(Answer) : Task.FromException<CommandResult<PipelineSummary>>(Failure);
    }

    public async Task<CommandResult<PipelineSummary>> Watch(Caller caller, long after, TimeSpan wait)
    {
        await Task.Delay(wait);
        return Answer;
    }
}
