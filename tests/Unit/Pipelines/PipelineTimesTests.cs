using System.Collections.Immutable;
using System.Text.Json;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Pipelines;
using Crm.Actors.Contracts.Tasks;
using Crm.Actors.Grains.Pipelines;
using Crm.Actors.UnitTests.Deals;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Pipelines;

/// <summary>Working hours, and what stages ask for.</summary>
public sealed class PipelineTimesTests
{
    private static readonly WorkingHours Office = new("Europe/Berlin", new(9, 0), new(17, 30)) { Holidays = [new(2026, 12, 25)] };

    private static readonly PipelineDefinition Full = GivenPipelines.Definition with
    {
        Hours = Office,
        Stages =
        [
            .. GivenPipelines.Definition.Stages.Select(static stage => stage with
            {
                Sla = new(480) { WarnMinutes = 360 },
                Tasks = [new("Call") { Priority = TaskPriority.Urgent, DueDays = 2 }, new("Write") { Description = "a\nb", DueMinutes = 90 }],
            }),
        ],
    };

    [Fact]
    public void Read_WhatWasWritten_IsTheSame()
    {
        using var document = JsonDocument.Parse(PipelineDefinitionJson.Of(Full).ToArray());

        PipelineDefinitionJson.Read(document.RootElement).ShouldBe(Full);
        Full.ShouldNotBe(GivenPipelines.Definition);
    }

    [Fact]
    public void Patch_HoursToNull_CountsEveryHour()
    {
        var pipeline = GivenPipelines.Of(Full);

        pipeline.Patched(new PatchPipeline(Given.Context) { Hours = new Optional<WorkingHours?>(true, null) }).View.Definition.Hours.ShouldBeNull();
        PipelineRules.Patch(GivenPipelines.Id, pipeline, new PatchPipeline(Given.Context) { Hours = Office }).Events.ShouldBeEmpty();
    }

    [Fact]
    public void Create_HoursThatAreNone_AreNamed()
    {
        Blames(Office with { TimeZone = "Nowhere" }, "#/hours/timeZone");
        Blames(Office with { Closes = new(8, 0) }, "#/hours/closes");
        Blames(Office with { Days = [] }, "#/hours/days");
        Blames(Office with { Days = ["mon", "mon"] }, "#/hours/days");
        Blames(Office with { Days = ["monday"] }, "#/hours/days");
        Blames(Office with { Holidays = [new(2026, 12, 25), new(2026, 12, 25)] }, "#/hours/holidays");
        GivenPipelines.Of(Full with { Hours = Office with { Closes = default } }).View.Definition.Hours!.Closes.ShouldBe(default);
    }

    [Fact]
    public void Create_TasksThatAreNone_AreNamed()
    {
        Blames([new(" ")], "#/stages/0/tasks/0/title");
        Blames([new("x") { Description = "a\u0007" }], "#/stages/0/tasks/0/description");
        Blames([new("x") { DueDays = 1, DueMinutes = 1 }], "#/stages/0/tasks/0");
        Blames([new("x") { DueMinutes = 0 }], "#/stages/0/tasks/0/dueMinutes");
        Blames([new("x") { DueDays = 367 }], "#/stages/0/tasks/0/dueDays");
        Blames([.. Enumerable.Repeat(new StageTask("x"), 11)], "#/stages/0/tasks");
    }

    [Fact]
    public void Create_DeadlinesThatAreNone_AreNamed()
    {
        Blames(new StageSla(0), "#/stages/0/sla/minutes");
        Blames(new StageSla(525_601), "#/stages/0/sla/minutes");
        Blames(new StageSla(60) { WarnMinutes = 60 }, "#/stages/0/sla/warnMinutes");
        Blames(new StageSla(60) { WarnMinutes = 0 }, "#/stages/0/sla/warnMinutes");
    }

    private static void Blames(StageSla sla, string pointer) =>
        Blames(GivenPipelines.Definition with { Stages = GivenPipelines.Definition.Stages.SetItem(0, GivenPipelines.Definition.Stages[0] with { Sla = sla }) }, pointer);

    private static void Blames(WorkingHours hours, string pointer) => Blames(GivenPipelines.Definition with { Hours = hours }, pointer);

    private static void Blames(ImmutableArray<StageTask> tasks, string pointer) =>
        Blames(GivenPipelines.Definition with { Stages = GivenPipelines.Definition.Stages.SetItem(0, GivenPipelines.Definition.Stages[0] with { Tasks = tasks }) }, pointer);

    private static void Blames(PipelineDefinition definition, string pointer) =>
        PipelineRules.Create(GivenPipelines.Id, null, new CreatePipeline(Given.Context, definition)).ShouldBlame(pointer);
}
