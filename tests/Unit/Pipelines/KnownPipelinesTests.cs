using System.Reflection;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Pipelines;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Grains.Pipelines;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Pipelines;

public sealed class KnownPipelinesTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly OnePipeline _grain = new();
    private readonly KnownPipelines _known;

    public KnownPipelinesTests()
    {
        var grains = DispatchProxy.Create<IGrainFactory, OneGrain>();
        ((OneGrain)(object)grains).Grain = _grain;
        _known = new(grains, _clock);
    }

    [Fact]
    public async Task Get_Fresh_AsksOnce()
    {
        for (var i = 0; i < 3; i++)
            (await _known.GetAsync(DefaultPipeline.Id)).ShouldBe(DefaultPipeline.Unchanged);
        _grain.Asked.ShouldBe(1);
        _clock.Advance(KnownPipelines.Fresh);
        await _known.GetAsync(DefaultPipeline.Id);
        _grain.Asked.ShouldBe(2);
    }

    [Fact]
    public async Task Get_GrainCannotAnswer_IsWhatWasKnown_HoweverOld()
    {
        await _known.GetAsync(DefaultPipeline.Id);
        _grain.Answer = new(null, 0, Rejections.Unavailable);
        _clock.Advance(TimeSpan.FromHours(1));
        (await _known.GetAsync(DefaultPipeline.Id)).ShouldBe(DefaultPipeline.Unchanged);
        _grain.Answer = new(DefaultPipeline.Unchanged with { Version = 2 }, 0, null);
        (await _known.GetAsync(DefaultPipeline.Id))!.Version.ShouldBe(0, "Nobody asks again for a while.");
        _clock.Advance(KnownPipelines.Fresh);
        (await _known.GetAsync(DefaultPipeline.Id))!.Version.ShouldBe(2);
    }

    [Fact]
    public async Task Get_NotKnownAndNoAnswer_IsUnavailableInTime_AndAskedAgain()
    {
        _grain.Waits = new TaskCompletionSource();
        var asked = _known.GetAsync(DefaultPipeline.Id).AsTask();
        _clock.Advance(KnownPipelines.FirstPatience);
        await Should.ThrowAsync<StoreUnavailableException>(asked);
        _grain.Waits.SetResult();
        _grain.Waits = null;
        _grain.Answer = new(null, 0, Rejections.Unavailable);
        await Should.ThrowAsync<StoreUnavailableException>(async () => await _known.GetAsync(Guid.CreateVersion7(_clock.GetUtcNow())));
        _grain.Answer = new(DefaultPipeline.Unchanged, 0, null);
        (await _known.GetAsync(DefaultPipeline.Id)).ShouldBe(DefaultPipeline.Unchanged);
    }

    [Fact]
    public async Task Get_GrainIsSlow_IsWhatWasKnown()
    {
        await _known.GetAsync(DefaultPipeline.Id);
        _grain.Waits = new TaskCompletionSource();
        _clock.Advance(KnownPipelines.Fresh);
        var asked = _known.GetAsync(DefaultPipeline.Id).AsTask();
        await _grain.AskedTwice.Task;
        asked.IsCompleted.ShouldBeFalse();
        _clock.Advance(KnownPipelines.Patience);
        (await asked).ShouldBe(DefaultPipeline.Unchanged);

        // Nobody waits again for a while.
        _known.GetAsync(DefaultPipeline.Id).AsTask().IsCompletedSuccessfully.ShouldBeTrue();
        _clock.Advance(KnownPipelines.Fresh);
        _known.GetAsync(DefaultPipeline.Id).AsTask().IsCompleted.ShouldBeFalse();
        _grain.Asked.ShouldBe(2, "The question is still open.");
        _grain.Waits.SetResult();
    }

    [Fact]
    public async Task Get_ManyAtOnce_AskOnce()
    {
        _grain.Waits = new TaskCompletionSource();
        var all = Enumerable.Range(0, 100).Select(_ => _known.GetAsync(DefaultPipeline.Id).AsTask()).ToList();
        _grain.Waits.SetResult();
        (await Task.WhenAll(all)).ShouldAllBe(static view => view == DefaultPipeline.Unchanged);
        _grain.Asked.ShouldBe(1);
    }

    [Fact]
    public async Task GetNewer_Fresh_AsksAllTheSame()
    {
        await _known.GetAsync(DefaultPipeline.Id);
        _grain.Answer = new(DefaultPipeline.Unchanged with { Version = 2 }, 0, null);
        (await _known.GetNewerAsync(DefaultPipeline.Id))!.Version.ShouldBe(2);
        (await _known.GetAsync(DefaultPipeline.Id))!.Version.ShouldBe(2);
        _grain.Asked.ShouldBe(2);
    }

    [Fact]
    public async Task Get_NoSuchPipeline_IsNotKept()
    {
        _grain.Answer = new(null, 0, Rejections.NotFound);
        (await _known.GetAsync(DefaultPipeline.Id)).ShouldBeNull();
        (await _known.GetAsync(DefaultPipeline.Id)).ShouldBeNull();
        _grain.Asked.ShouldBe(2);
    }

    [Fact]
    public async Task GetNewer_AQuestionIsUnderWay_WaitsForOneThatBeginsAfterTheCall()
    {
        var waits = _grain.Waits = new TaskCompletionSource();
        var before = _known.GetAsync(DefaultPipeline.Id).AsTask();
        await _grain.AskedOnce.Task;
        var after = _known.GetNewerAsync(DefaultPipeline.Id);
        var also = _known.GetNewerAsync(DefaultPipeline.Id);
        _grain.Waits = null;
        waits.SetResult();
        _grain.Answer = new(DefaultPipeline.Unchanged with { Version = 2 }, 0, null);

        (await before)!.Version.ShouldBe(0);
        ((await after)!.Version, (await also)!.Version).ShouldBe((2L, 2L));
        _grain.Asked.ShouldBe(2);
    }

    /// <summary>The only grain there is.</summary>
    public class OneGrain : DispatchProxy
    {
        internal IPipelineGrain? Grain { get; set; }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => Grain;
    }

    private sealed class OnePipeline : IPipelineGrain
    {
        public int Asked { get; private set; }

        public TaskCompletionSource AskedOnce { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource AskedTwice { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource? Waits { get; set; }

        public CommandResult<PipelineView> Answer { get; set; } = new(DefaultPipeline.Unchanged, 0, null);

        public async Task<CommandResult<PipelineView>> Get()
        {
            Asked++;
            (Asked == 1 ? AskedOnce : AskedTwice).TrySetResult();
            var answer = Answer;
            if (Waits is { } waits)
                await waits.Task;
            return answer;
        }

        public Task<CommandResult<PipelineView>> Create(CreatePipeline command) => throw new NotSupportedException();

        public Task<CommandResult<PipelineView>> Patch(PatchPipeline command) => throw new NotSupportedException();
    }
}
