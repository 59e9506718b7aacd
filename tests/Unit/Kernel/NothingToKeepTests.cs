using System.Collections.Immutable;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Pipelines;
using Crm.Actors.Contracts.Pipelines.Events;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Grains.Pipelines;
using Crm.Actors.UnitTests.Kernel.Model;
using Crm.Actors.UnitTests.Pipelines;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Kernel;

/// <summary>A command with a key that changes nothing about an aggregate that has no row: there is nothing to store, and nothing to keep the key with.</summary>
public sealed class NothingToKeepTests
{
    [Fact]
    public async Task ExecuteAsync_KeyedAndNothingChangesWhereNothingIs_IsAcceptedWithoutTheStore()
    {
        var (store, clock, scheduler, fenced) = (new RowStore(), new FakeTimeProvider(), new FifoScheduler(), false);
        var writer = new AggregateWriter<PipelineState, PipelineEvent, PipelineView>(
            DefaultPipeline.Id, store, new KernelServices(clock, new UuidV7Source(clock), new KernelOptions()), () => fenced = true);

        var nothing = await Patch("same", DefaultPipeline.Unchanged.Definition.Name);
        (nothing.Rejection, nothing.Value, store.Appended.Count, fenced).ShouldBe((null, null, 0, false));
        (await Patch("same", DefaultPipeline.Unchanged.Definition.Name)).Rejection.ShouldBeNull();

        var changed = await Patch("other", "Deals");
        (changed.Value!.Version, store.Appended.ShouldHaveSingleItem().Keys.ShouldHaveSingleItem().Key).ShouldBe((2L, "other"));

        async Task<CommandResult<PipelineView>> Patch(string key, string name)
        {
            var context = GivenPipelines.Context with { IdempotencyKey = key };
            Task<CommandResult<PipelineView>>? result = null;
            scheduler.Post(() => result = writer.ExecuteAsync(
                context, new PatchPipeline(context) { Name = name }, static (state, patch, _) => PipelineRules.Patch(DefaultPipeline.Id, state, patch)));
            while (!scheduler.IsIdle)
                scheduler.RunOne();
            return await result!;
        }
    }

    private sealed class RowStore : IEventStore<PipelineState, PipelineEvent>
    {
        public List<Append<PipelineState, PipelineEvent>> Appended { get; } = [];

        public Task<Stored<PipelineState>> LoadAsync(Guid id) => Task.FromResult(default(Stored<PipelineState>));

        public Task<AppendResult> AppendAsync(Append<PipelineState, PipelineEvent> append)
        {
            append.State.ShouldNotBeNull("A row needs a state.");
            Appended.Add(append);
            return Task.FromResult(new AppendResult(AppendStatus.Committed, append.Events.Length));
        }

        public Task<ImmutableArray<CommandKey>> FindKeysAsync(ImmutableArray<CommandKey> keys) => Task.FromResult<ImmutableArray<CommandKey>>([]);

        public Task ReadEventsAsync(Guid id, long fromVersion, long toVersion, Func<Recorded<PipelineEvent>, bool> next) => Task.CompletedTask;
    }
}
