using System.Runtime.CompilerServices;
using System.Text;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Deals.Events;
using Crm.Actors.Contracts.Feed;
using Crm.Actors.Contracts.Pipelines;
using Crm.Actors.Contracts.Tasks;
using Crm.Actors.Grains.Consumers;
using Crm.Actors.Grains.Deals;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Grains.Tasks;
using Crm.Actors.UnitTests.Tasks;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Deals;

public sealed class StageAutomationTests
{
    private static readonly StageTask Call = new("Call") { Description = "Now.", Priority = TaskPriority.High, DueMinutes = 60 };

    /// <summary>The default pipeline, whose stage "proposal" asks for two tasks.</summary>
    private static readonly PipelineView Pipeline = DefaultPipeline.Unchanged with
    {
        Definition = DefaultPipeline.Unchanged.Definition with
        {
            Stages = [.. DefaultPipeline.Unchanged.Definition.Stages.Select(static stage => stage.Slug == "proposal" ? stage with { Tasks = [Call, new("Write")] } : stage)],
            Hours = new WorkingHours("Europe/Berlin", new(9, 0), new(17, 0)),
        },
    };

    [Fact]
    public void Entered_StageThatAsksForTasks_AsksInTheSameCommit()
    {
        var events = Move("proposal").Events;

        events[0].ShouldBeOfType<DealStageChanged>();
        // Given.Now is 06:06:07 in Berlin: an hour of work ends at ten.
        events[1].ShouldBe(new TaskRequested("Call", "Now.", TaskPriority.High, Given.User, new DateTimeOffset(2026, 3, 4, 9, 0, 0, TimeSpan.Zero), "Europe/Berlin", events[0].Deal));
        events[2].ShouldBe(new TaskRequested("Write", null, TaskPriority.Normal, Given.User, null, "Europe/Berlin", events[0].Deal));
        events.Length.ShouldBe(3);
        var after = Given.After(Given.Deal, Move("proposal"));
        (after.View.Stage, after.Version, after.VersionOf("stage")).ShouldBe(("proposal", 4, 2));
    }

    [Fact]
    public void Entered_NewDeal_AsksToo() =>
        StageAutomation.Entered(DealRules.Create(Given.DealId, null, Given.Creation with { Stage = "proposal" }, Pipeline), Pipeline, Given.Now).Events.Length.ShouldBe(3);

    [Fact]
    public void Entered_OtherStageRefusalOrNothing_StaysAsItIs()
    {
        Move("qualified").Events.ShouldHaveSingleItem();
        Move("new").ShouldBeNothing();
        Move("nowhere").ShouldBeRefused(RejectionCode.Invalid);
        var won = DealRules.Win(Given.Deal, new WinDeal(Given.Context), Given.Now);
        StageAutomation.Entered(won, Pipeline, Given.Now).ShouldBe(won);
    }

    [Fact]
    public void Undo_OfTheMove_IsOfTheStageAlone()
    {
        var moved = Given.After(Given.Deal, Move("proposal"));
        var change = new PastDealChange(new Recorded<DealEvent>(Guid.Empty, 2, Given.Now, Given.User, null, Move("proposal").Events[0]), null);
        var request = new PastDealChange(new Recorded<DealEvent>(Guid.Empty, 3, Given.Now, Given.User, null, Move("proposal").Events[1]), null);

        UndoDealRule.Undo(moved, new UndoDealChange(Given.Context, 2), change, Pipeline, Given.Now).ShouldBe<DealStageChanged>().To.ShouldBe("new");
        UndoDealRule.Undo(moved, new UndoDealChange(Given.Context, 3), request, Pipeline, Given.Now).ShouldBeRefused(RejectionCode.NotAllowedNow);
    }

    [Fact]
    public void Decide_WhatWasAskedFor_IsOneTaskHoweverOften()
    {
        var consumer = new DealAutomationConsumer();
        var logged = Logged(File.ReadAllText(Path.Combine(Folder(), "Samples", "task.requested.v1.json")), "task.requested");

        var requested = consumer.Decide(logged).ShouldHaveSingleItem().ShouldBeOfType<RequestedTask>();

        consumer.Decide(logged).ShouldBe([requested]);
        requested.TaskId.ShouldNotBe(((RequestedTask)consumer.Decide(logged with { Event = logged.Event with { Id = Given.OtherUser } })[0]).TaskId);
        var task = GivenTasks.After(null, TaskRules.MakeRequested(requested.TaskId, null, requested.Make));
        (task.View.Id, task.View.DealId, task.View.CreatorId, task.View.AssigneeId).ShouldBe((requested.TaskId, (Guid?)Given.DealId, Given.OtherUser, Given.User));
        TaskRules.MakeRequested(requested.TaskId, task, requested.Make).Events.ShouldBeEmpty();
        consumer.Decide(Logged(File.ReadAllText(Path.Combine(Folder(), "Samples", "deal.won.v1.json")), "deal.won")).ShouldBeEmpty();
    }

    private static Decision<DealEvent> Move(string stage) =>
        StageAutomation.Entered(DealRules.MoveStage(Given.Deal, new MoveDealStage(Given.Context, stage), Pipeline, Given.Now), Pipeline, Given.Now);

    private static LoggedEvent Logged(string data, string type) => new(
        new FeedEvent
        {
            Position = 1,
            Id = new Guid("0190a000-0000-7000-8000-0000000000e9"),
            Type = type,
            Source = "/crm/deals",
            Subject = Given.DealId,
            Sequence = 2,
            Time = Given.Now,
            ActorId = Given.OtherUser,
            Data = Encoding.UTF8.GetBytes(data),
        },
        1);

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
