using System.Buffers;
using System.Text.Json;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Deals.Events;
using Crm.Actors.Contracts.Feed;
using Crm.Actors.Contracts.Pipelines;
using Crm.Actors.Grains.Consumers;
using Crm.Actors.Grains.Deals;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Grains.Tasks;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Deals;

public sealed class DealSlaRulesTests
{
    /// <summary>By the hours of an office in Berlin: entered before it opens on a Wednesday, near after six hours of work, past after a day of it.</summary>
    private static readonly PipelineView Pipeline = DefaultPipeline.Unchanged with
    {
        Definition = DefaultPipeline.Unchanged.Definition with
        {
            Stages = [.. DefaultPipeline.Unchanged.Definition.Stages.Select(static stage => stage.Slug == "proposal" ? stage with { Sla = new(480) { WarnMinutes = 360 } } : stage)],
            Hours = new WorkingHours("Europe/Berlin", new(9, 0), new(17, 0)),
        },
    };

    private static readonly DateTimeOffset WarnAt = new(2026, 3, 4, 14, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset BreachAt = new(2026, 3, 4, 16, 0, 0, TimeSpan.Zero);
    private static readonly PassStageDeadline Warning = new(2, false, WarnAt, BreachAt);
    private static readonly PassStageDeadline Breach = new(2, true, BreachAt, BreachAt);

    /// <summary>A deal that came into the stage with its second event.</summary>
    private static DealState Deal => Given.After(Given.Deal, Move(Given.Deal, "proposal"));

    [Fact]
    public void Entered_StageWithADeadline_SaysWhen() =>
        Move(Given.Deal, "proposal").Events.ShouldHaveSingleItem().Deadline.ShouldBe(new StageDeadline(WarnAt, BreachAt));

    [Fact]
    public void Pass_InTheStage_IsSaidOnceEach()
    {
        var warned = DealSlaRules.Pass(Deal, Warning, WarnAt);
        warned.ShouldBe<DealSlaWarned>().ShouldBe(new DealSlaWarned(2, BreachAt, IsLate: false, Move(Given.Deal, "proposal").Events[0].Deal));
        var after = Given.After(Deal, warned);
        DealSlaRules.Pass(after, Warning, WarnAt).ShouldBeNothing();
        var breached = DealSlaRules.Pass(after, Breach, BreachAt.AddMinutes(2));
        breached.ShouldBe<DealSlaBreached>().IsLate.ShouldBeTrue();
        DealSlaRules.Pass(Given.After(after, breached), Breach, BreachAt).ShouldBeNothing();
    }

    [Fact]
    public void Pass_LeftClosedOrArchived_IsNothing()
    {
        DealSlaRules.Pass(null, Warning, WarnAt).ShouldBeNothing();
        DealSlaRules.Pass(Given.After(Deal, Move(Deal, "qualified")), Warning, WarnAt).ShouldBeNothing();
        DealSlaRules.Pass(Deal.Won(), Warning, WarnAt).ShouldBeNothing();
        DealSlaRules.Pass(Deal.Archived(), Breach, BreachAt).ShouldBeNothing();
    }

    [Fact]
    public void Pass_LeftAndCameBack_IsOfTheNewTime()
    {
        var away = Given.After(Deal, DealSlaRules.Pass(Deal, Warning, WarnAt));
        away = Given.After(away, Move(away, "qualified"));
        var back = Given.After(away, Move(away, "proposal"));

        DealSlaRules.Pass(back, Breach, BreachAt).ShouldBeNothing();
        DealSlaRules.Pass(back, Warning with { Entered = back.Version }, WarnAt).ShouldBe<DealSlaWarned>();
    }

    [Fact]
    public void Pass_Closed_IsSaidWhenReopenedInTime() =>
        DealSlaRules.Pass(Given.After(Deal.Won(), DealRules.Reopen(Deal.Won(), new ReopenDeal(Given.Context), Given.Now)), Breach, BreachAt).ShouldBe<DealSlaBreached>();

    [Fact]
    public void Decide_Deadline_IsTwoTimesThatFollowFromTheEvent()
    {
        var entered = Move(Given.Deal, "proposal").Events[0];
        var consumer = new DealAutomationConsumer();

        var due = consumer.Decide(Logged(entered)).Cast<DueStage>().ToList();

        due.Select(static d => (d.DealId, d.Deadline)).ShouldBe([(Given.DealId, Warning), (Given.DealId, Breach)]);
        due.Select(static d => d.Id).ShouldBeUnique();
        consumer.Decide(Logged(entered)).ShouldBe(due);
        consumer.Decide(Logged(Move(Given.Deal, "qualified").Events[0])).ShouldBeEmpty();
    }

    private static Decision<DealEvent> Move(DealState deal, string stage) =>
        StageAutomation.Entered(DealRules.MoveStage(deal, new MoveDealStage(Given.Context, stage), Pipeline, Given.Now), Pipeline, Given.Now);

    private static LoggedEvent Logged(DealEvent happened)
    {
        var codec = new DealEventCodec();
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
            codec.Write(happened, json);
        var (name, version) = codec.TypeOf(happened);
        return new(
            new FeedEvent
            {
                Position = 1,
                Id = new Guid("0190a000-0000-7000-8000-0000000000e9"),
                Type = name,
                Source = "/crm/deals",
                Subject = Given.DealId,
                Sequence = 2,
                Time = Given.Now,
                ActorId = Given.User,
                Data = buffer.WrittenMemory,
            },
            version);
    }
}
