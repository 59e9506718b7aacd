using System.Diagnostics.Metrics;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Pipelines;
using Crm.Actors.Contracts.Pipelines.Events;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Grains.Pipelines;
using Crm.Actors.TestKit.EventStore;
using Crm.Actors.UnitTests.Kernel.Model;
using Crm.Actors.UnitTests.Pipelines;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Kernel;

public sealed class EditMetricsTests : IDisposable
{
    private const string Kind = nameof(PipelineState);

    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly InMemoryEventStore<PipelineState, PipelineEvent, PipelineView> _store = new();
    private readonly FifoScheduler _scheduler = new();
    private readonly MeterListener _listener = new();
    private readonly Dictionary<string, long> _now = new(StringComparer.Ordinal);
    private readonly EditMetrics _metrics;

    public EditMetricsTests()
    {
        var meters = _services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Scope == meters)
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => _now[$"{instrument.Name} {Values(tags)}"] = value);
        _listener.Start();
        _metrics = new EditMetrics(meters);
    }

    public void Dispose()
    {
        _listener.Dispose();
        _services.Dispose();
    }

    [Fact]
    public async Task Edits_OfEveryOutcome_AreCountedOnce()
    {
        var writer = Writer();
        Read().ShouldBe((0, 0, 0, 0, 0));

        (await CreateAsync(writer)).Rejection.ShouldBeNull();
        (await PatchAsync(writer, name: "Roofs and walls")).Rejection.ShouldBeNull();
        (await PatchAsync(writer, name: "Roofs and walls", key: "again")).Rejection.ShouldBeNull();
        Read().ShouldBe((3, 0, 0, 0, 0));

        // The answer of before, which is no edit.
        (await PatchAsync(writer, name: "Roofs and walls", key: "again")).Rejection.ShouldBeNull();
        Read().ShouldBe((3, 0, 0, 0, 0));

        (await PatchAsync(writer, name: "Walls", version: 1)).Rejection!.Code.ShouldBe(RejectionCode.VersionMismatch);
        (await PatchAsync(writer, name: "")).Rejection!.Code.ShouldBe(RejectionCode.Invalid);
        Read().ShouldBe((3, 2, 0, 1, 0));
    }

    [Fact]
    public async Task Edits_OfAnActivationThatIsStale_FailAndFenceOnce()
    {
        var (stale, other) = (Writer(), Writer());
        await CreateAsync(stale);
        await PatchAsync(other, name: "Theirs");

        (await PatchAsync(stale, name: "Mine")).Rejection!.Code.ShouldBe(RejectionCode.Unavailable);
        (await PatchAsync(stale, name: "Mine")).Rejection!.Code.ShouldBe(RejectionCode.Unavailable);

        Read().ShouldBe((2, 0, 2, 0, 1));
    }

    private AggregateWriter<PipelineState, PipelineEvent, PipelineView> Writer()
    {
        var clock = new FakeTimeProvider();
        return new(GivenPipelines.Id, _store, new KernelServices(clock, new UuidV7Source(clock), new KernelOptions(), _metrics), static () => { });
    }

    private Task<CommandResult<PipelineView>> CreateAsync(AggregateWriter<PipelineState, PipelineEvent, PipelineView> writer) =>
        RunAsync(() => writer.ExecuteAsync(
            GivenPipelines.Context,
            new CreatePipeline(GivenPipelines.Context, GivenPipelines.Definition),
            static (state, create, _) => PipelineRules.Create(GivenPipelines.Id, state, create)));

    private Task<CommandResult<PipelineView>> PatchAsync(
        AggregateWriter<PipelineState, PipelineEvent, PipelineView> writer, string name, string? key = null, long? version = null)
    {
        var context = GivenPipelines.Context with { IdempotencyKey = key, IfMatch = version };
        return RunAsync(() => writer.ExecuteAsync(
            context, new PatchPipeline(context) { Name = name }, static (state, patch, _) => PipelineRules.Patch(GivenPipelines.Id, state, patch)));
    }

    private async Task<CommandResult<PipelineView>> RunAsync(Func<Task<CommandResult<PipelineView>>> execute)
    {
        Task<CommandResult<PipelineView>>? result = null;
        _scheduler.Post(() => result = execute());
        while (!_scheduler.IsIdle)
            _scheduler.RunOne();
        return await result!;
    }

    private (long Accepted, long Refused, long Failed, long Conflicts, long Fences) Read()
    {
        _now.Clear();
        _listener.RecordObservableInstruments();
        return (_now[$"crm.edits {Kind} accepted"], _now[$"crm.edits {Kind} refused"], _now[$"crm.edits {Kind} failed"], _now[$"crm.conflicts {Kind}"], _now[$"crm.fences {Kind}"]);
    }

    private static string Values(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var values = new List<string>();
        foreach (var tag in tags)
            values.Add($"{tag.Value}");
        return string.Join(' ', values);
    }
}
