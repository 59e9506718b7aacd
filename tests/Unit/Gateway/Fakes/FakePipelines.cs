using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Feed;
using Crm.Actors.Contracts.Pipelines;

namespace Crm.Actors.UnitTests.Gateway.Fakes;

/// <summary>Stands for every pipeline. Remembers the last command.</summary>
public sealed class FakePipelines : IPipelineGrain, IPipelineQueriesGrain
{
    public object? Last { get; private set; }

    public Guid Key { get; private set; }

    public static PipelineView View { get; } = DefaultPipeline.Unchanged with
    {
        Version = 2,
        Definition = DefaultPipeline.Unchanged.Definition with
        {
            CustomFields = [new CustomField("area", "Area", CustomFieldType.Number)],
        },
        CreatedAt = FakeUsers.At,
        UpdatedAt = FakeUsers.At,
    };

    public static bool Knows(Type grain) => typeof(FakePipelines).IsAssignableTo(grain);

    public FakePipelines AskedFor(object key)
    {
        Key = key as Guid? ?? Guid.Empty;
        return this;
    }

    public Task<CommandResult<PipelineView>> Get() => Answer("get", View);

    public Task<CommandResult<PipelineView>> Create(CreatePipeline command) => Answer(command, View with { Id = Key });

    public Task<CommandResult<PipelineView>> Patch(PatchPipeline command) => Answer(command, View);

    public Task<CommandResult<PipelinePage>> List(ListPipelines query) => Answer(query, new PipelinePage([View], null));

    public Task<CommandResult<HistoryPage>> History(GetPipelineHistory query) => Answer(query, new HistoryPage(
        [
            new FeedEvent
            {
                Position = 3,
                Id = RunningGateway.NewId,
                Type = "pipeline.created",
                Source = "/crm/pipelines",
                Subject = View.Id,
                Sequence = 1,
                Time = FakeUsers.At,
                ActorId = RunningGateway.User,
                Data = "{}"u8.ToArray(),
            },
        ],
        null));

    private Task<CommandResult<T>> Answer<T>(object command, T value)
        where T : class
    {
        Last = command;
        return Task.FromResult(new CommandResult<T>(value, 7, null));
    }
}
