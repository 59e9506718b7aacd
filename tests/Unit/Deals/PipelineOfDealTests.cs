using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Deals.Events;
using Crm.Actors.Contracts.Pipelines;
using Crm.Actors.Grains.Deals;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.UnitTests.Pipelines;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Deals;

/// <summary>What a pipeline says of its deals: stages, typed fields, what a stage requires, reasons of loss.</summary>
public sealed class PipelineOfDealTests
{
    private static CreateDeal Creation => new(Given.Context, "Roof") { PipelineId = GivenPipelines.Id };

    private static DealState Deal => Created(Creation with { CustomFields = Creation.CustomFields.Add("area", "120") });

    [Fact]
    public void Create_NoStage_IsInTheFirst()
    {
        (Deal.View.PipelineId, Deal.View.Stage).ShouldBe((GivenPipelines.Id, "lead"));
    }

    [Fact]
    public void Create_NoSuchPipeline_IsRefused() => DealRules.Create(Given.DealId, null, Creation, null).ShouldBlame("#/pipelineId");

    [Theory]
    [InlineData("area", "12.5", "12.5")]
    [InlineData("area", "\"12.5\"", null)]
    [InlineData("area", "true", null)]
    [InlineData("kind", "\"flat\"", "\"flat\"")]
    [InlineData("kind", "\"round\"", null)]
    [InlineData("kind", "1", null)]
    [InlineData("visit", "\"2026-02-28\"", "\"2026-02-28\"")]
    [InlineData("visit", "\"2026-02-30\"", null)]
    [InlineData("visit", "\"1969-12-31\"", null)]
    [InlineData("visit", "\"2026-02-28T00:00:00Z\"", null)]
    [InlineData("cost", "\"12.5\"", "\"12.50\"")]
    [InlineData("cost", "12.5", "\"12.50\"")]
    [InlineData("cost", "\"-3\"", "\"-3.00\"")]
    [InlineData("cost", "\"12.505\"", null)]
    [InlineData("cost", "\"1e3\"", null)]
    [InlineData("cost", "\"NaN\"", null)]
    [InlineData("cost", "\"1000000000000000\"", null)]
    [InlineData("cost", "\"\"", null)]
    [InlineData("foreman", "\"0190A000-0000-7000-8000-0000000000B1\"", "\"0190a000-0000-7000-8000-0000000000b1\"")]
    [InlineData("foreman", "\"00000000-0000-0000-0000-000000000000\"", null)]
    [InlineData("foreman", "\"smith\"", null)]
    [InlineData("plan", "\"https://example.com/a?b=c#d\"", "\"https://example.com/a?b=c#d\"")]
    [InlineData("plan", "\"javascript:alert(1)\"", null)]
    [InlineData("plan", "\"/plans/1\"", null)]
    [InlineData("plan", "\"https://example.com/a b\"", null)]
    [InlineData("remark", "\"any\"", "\"any\"")]
    [InlineData("remark", "1", null)]
    [InlineData("other", "1", null)]
    public void Field_Value_IsOfItsTypeOrRefused(string key, string json, string? kept)
    {
        var created = DealRules.Create(Given.DealId, null, Creation with { CustomFields = Creation.CustomFields.Add(key, json) }, GivenPipelines.View);
        var patched = Patch(Created(Creation), (key, json));
        if (kept is null)
        {
            created.ShouldBlame($"#/customFields/{key}");
            patched.ShouldBlame($"#/customFields/{key}");
        }
        else
        {
            created.ShouldBe<DealCreated>().CustomFields[key].ShouldBe(kept);
            patched.ShouldBe<DealUpdated>().Changes.ShouldHaveSingleItem().To.ShouldBe(kept);
        }
    }

    [Fact]
    public void Field_Hidden_KeepsItsValueAndGetsNoOther()
    {
        var hidden = GivenPipelines.View with
        {
            Definition = GivenPipelines.Definition with { CustomFields = [.. GivenPipelines.Definition.CustomFields.Select(static f => f with { Hidden = true })] },
        };

        Patch(Deal, hidden, ("area", "120")).ShouldBeNothing();
        Patch(Deal, hidden, ("area", "121")).ShouldBlame("#/customFields/area");
        Patch(Deal, hidden, ("area", null)).ShouldBe<DealUpdated>();
        PatchDealRule.Patch(Deal, new PatchDeal(Given.Context) { Title = "Other" }, hidden, Given.Now).ShouldBe<DealUpdated>();
    }

    [Fact]
    public void Stage_Requires_WhatTheDealMustHaveToComeIn()
    {
        Move(Created(Creation), "offer").ShouldBlame("#/amount", "#/customFields/area");
        Move(Deal, "offer").ShouldBlame("#/amount");
        DealRules.Create(Given.DealId, null, Creation with { Stage = "offer" }, GivenPipelines.View).ShouldBlame("#/amount", "#/customFields/area");
        Move(Priced, "offer").ShouldBe<DealStageChanged>();
        Move(Priced, "order").ShouldBlame("#/client", "#/expectedCloseDate", "#/customFields/kind");
    }

    [Fact]
    public void Stage_Requires_WhatTheDealKeepsWhileItIsInIt()
    {
        var offered = Given.After(Priced, Move(Priced, "offer"));

        PatchDealRule.Patch(offered, new PatchDeal(Given.Context) { Amount = new(true, null) }, GivenPipelines.View, Given.Now).ShouldBlame("#/amount");
        Patch(offered, ("area", null)).ShouldBlame("#/customFields/area");
        Patch(offered, ("area", "7")).ShouldBe<DealUpdated>();
        var stricter = GivenPipelines.View with
        {
            Definition = GivenPipelines.Definition with { Stages = [.. GivenPipelines.Definition.Stages.Select(static s => s with { RequiredFields = ["client", "amount"] })] },
        };
        // It never had what the stage requires only now.
        PatchDealRule.Patch(offered, new PatchDeal(Given.Context) { Client = new(true, null), Title = "Other" }, stricter, Given.Now)
            .ShouldBe<DealUpdated>();
    }

    [Fact]
    public void Stage_Retired_KeepsItsDealsAndTakesNone()
    {
        var retired = GivenPipelines.View with
        {
            Definition = GivenPipelines.Definition with
            {
                Stages = [GivenPipelines.Definition.Stages[1] with { RequiredFields = [] }, GivenPipelines.Definition.Stages[0] with { Retired = true }],
            },
        };

        DealRules.MoveStage(Deal, new MoveDealStage(Given.Context, "lead"), retired, Given.Now).ShouldBeNothing();
        PatchDealRule.Patch(Deal, new PatchDeal(Given.Context) { Title = "Other" }, retired, Given.Now).ShouldBe<DealUpdated>();
        var moved = Given.After(Deal, DealRules.MoveStage(Deal, new MoveDealStage(Given.Context, "offer"), retired, Given.Now));
        DealRules.MoveStage(moved, new MoveDealStage(Given.Context, "lead"), retired, Given.Now).ShouldBlame("#/stage");
        DealRules.Create(Given.DealId, null, Creation with { Stage = "lead" }, retired).ShouldBlame("#/stage");
        Undo(moved, 2, retired).ShouldBeRefused(RejectionCode.NotAllowedNow).Detail.ShouldContain("stage: Is retired");
    }

    [Fact]
    public void Move_ToAnotherPipeline_TakesPipelineAndStage_AndIsUndone()
    {
        var moved = DealRules.MoveStage(Given.Deal, new MoveDealStage(Given.Context, "lead") { PipelineId = GivenPipelines.Id }, GivenPipelines.View, Given.Now);

        var happened = moved.ShouldBe<DealStageChanged>();
        (happened.From, happened.To, happened.Before!.PipelineId.Value, happened.Deal.PipelineId).ShouldBe(("new", "lead", DefaultPipeline.Id, GivenPipelines.Id));
        var there = Given.After(Given.Deal, moved);
        (there.View.PipelineId, there.View.CustomFields.Count).ShouldBe((GivenPipelines.Id, 2), "It keeps the fields of the other pipeline.");
        Patch(there, DefaultPipeline.Unchanged, ("area", "7")).ShouldBeRefused(RejectionCode.Unavailable);
        UndoDealRule.PipelineAfter(new PastDealChange(Record(2, happened), null)).ShouldBe(DefaultPipeline.Id);
        var back = Given.After(there, Undo(there, 2, DefaultPipeline.Unchanged, happened));
        (back.View.PipelineId, back.View.Stage).ShouldBe((DefaultPipeline.Id, "new"));
    }

    [Theory]
    [InlineData("\"strong\"")]
    [InlineData("true")]
    [InlineData("\" \"")]
    public void Move_ToAPipelineThatWantsAnotherType_ValueDoesNotCount(string area)
    {
        var free = Given.Deal.Patched(Given.Patch with { CustomFields = new(true, Given.Fields(("area", area))) });
        DealRules.MoveStage(free, new MoveDealStage(Given.Context, "offer") { PipelineId = GivenPipelines.Id }, GivenPipelines.View, Given.Now)
            .ShouldBlame("#/customFields/area");
        var right = Given.Deal.Patched(Given.Patch with { CustomFields = new(true, Given.Fields(("area", "7"))) });
        DealRules.MoveStage(right, new MoveDealStage(Given.Context, "offer") { PipelineId = GivenPipelines.Id }, GivenPipelines.View, Given.Now).ShouldBe<DealStageChanged>();
    }

    [Fact]
    public void Patch_ThatNeedsNoPipeline_IsNotHeldUpByAMove()
    {
        PatchDealRule.Patch(Deal, new PatchDeal(Given.Context) { Title = "Other" }, DefaultPipeline.Unchanged, Given.Now).ShouldBe<DealUpdated>();
        Patch(Deal, DefaultPipeline.Unchanged, ("area", "7")).ShouldBeRefused(RejectionCode.Unavailable);
        PatchDealRule.Patch(Deal, new PatchDeal(Given.Context) { Client = "x" }, null, Given.Now).ShouldBe<DealUpdated>();
    }

    [Theory]
    [InlineData("\"\"")]
    [InlineData("\"  \"")]
    public void Stage_Requires_NoBlankText(string blank)
    {
        var pipeline = GivenPipelines.View with
        {
            Definition = GivenPipelines.Definition with { Stages = [new PipelineStage("lead", "Lead") { RequiredFields = ["client", "customFields.remark"] }] },
        };
        var deal = Given.After(null, DealRules.Create(
            Given.DealId, null, Creation with { Client = "Smith", CustomFields = Creation.CustomFields.Add("remark", "\"x\"") }, pipeline));

        Patch(deal, pipeline, ("remark", blank)).ShouldBlame("#/customFields/remark");
        PatchDealRule.Patch(deal, new PatchDeal(Given.Context) { Client = blank.Trim('"') }, pipeline, Given.Now).ShouldBlame("#/client");
    }

    [Fact]
    public void Stage_RetiredOrFieldHidden_RequiresNothingOfItsDealsAnyMore()
    {
        var offered = Given.After(Priced, Move(Priced, "offer"));
        var retired = GivenPipelines.View with
        {
            Definition = GivenPipelines.Definition with { Stages = [GivenPipelines.Definition.Stages[0], GivenPipelines.Definition.Stages[1] with { Retired = true }] },
        };
        var hidden = GivenPipelines.View with
        {
            Definition = GivenPipelines.Definition with { CustomFields = [GivenPipelines.Definition.CustomFields[0] with { Hidden = true }] },
        };

        Patch(offered, retired, ("area", null)).ShouldBe<DealUpdated>();
        Patch(offered, hidden, ("area", null)).ShouldBe<DealUpdated>();
    }

    [Fact]
    public void Lose_ClosedDeal_IsRefusedForThatAndNotForItsReason() =>
        DealRules.Lose(Given.After(Deal, DealRules.Win(Deal, new WinDeal(Given.Context), Given.Now)), new LoseDeal(Given.Context, "mood"), GivenPipelines.View, Given.Now)
            .ShouldBeRefused(RejectionCode.NotAllowedNow);

    [Fact]
    public void Undo_OfATeamThatTheCallerHasLeft_BlamesTheTeam()
    {
        var shared = new DealTeamChanged(Given.OtherUser, null, Deal.AsCreated().Deal, null);
        Undo(Deal, 1, GivenPipelines.View, shared).ShouldBlame("#/teamId");
    }

    [Fact]
    public void Move_ToAPipelineThatIsNone_IsRefused() =>
        DealRules.MoveStage(Deal, new MoveDealStage(Given.Context, "lead") { PipelineId = Given.User }, null, Given.Now).ShouldBlame("#/pipelineId");

    [Fact]
    public void Move_OfADealThatCameIntoSightJustNow_IsToBeTriedAgain() =>
        DealRules.MoveStage(Deal, new MoveDealStage(Given.Context, "offer"), null, Given.Now).ShouldBeRefused(RejectionCode.Unavailable);

    [Fact]
    public void Lose_ReasonThatThePipelineDoesNotKnow_IsRefused()
    {
        DealRules.Lose(Deal, new LoseDeal(Given.Context, "mood"), GivenPipelines.View, Given.Now).ShouldBlame("#/reason");
        DealRules.Lose(Deal, new LoseDeal(Given.Context, "price"), GivenPipelines.View, Given.Now).ShouldBe<DealLost>();
    }

    [Fact]
    public void Undo_OfAFieldThatIsHiddenSince_IsRefusedWithTheReason()
    {
        var changed = Patch(Deal, ("area", null));
        var without = Given.After(Deal, changed);
        var hidden = GivenPipelines.View with { Definition = GivenPipelines.Definition with { CustomFields = [GivenPipelines.Definition.CustomFields[0] with { Hidden = true }] } };

        Undo(without, 2, hidden, changed.ShouldBe<DealUpdated>()).ShouldBeRefused(RejectionCode.NotAllowedNow).Detail.ShouldContain("customFields/area");
        Undo(without, 2, GivenPipelines.View, changed.ShouldBe<DealUpdated>()).ShouldBe<DealUpdated>();
    }

    private static DealState Priced => Given.After(
        Deal, PatchDealRule.Patch(Deal, new PatchDeal(Given.Context) { Amount = 10m, Currency = "EUR" }, GivenPipelines.View, Given.Now));

    private static DealState Created(CreateDeal creation) => Given.After(null, DealRules.Create(Given.DealId, null, creation, GivenPipelines.View));

    private static Decision<DealEvent> Move(DealState deal, string stage) =>
        DealRules.MoveStage(deal, new MoveDealStage(Given.Context, stage), GivenPipelines.View, Given.Now);

    private static Decision<DealEvent> Patch(DealState deal, params (string Key, string? Json)[] fields) => Patch(deal, GivenPipelines.View, fields);

    private static Decision<DealEvent> Patch(DealState deal, PipelineView pipeline, params (string Key, string? Json)[] fields) =>
        PatchDealRule.Patch(deal, new PatchDeal(Given.Context) { CustomFields = new(true, Given.Fields(fields)) }, pipeline, Given.Now);

    private static Decision<DealEvent> Undo(DealState deal, long version, PipelineView pipeline, DealEvent? happened = null)
    {
        happened ??= new DealStageChanged(
            "lead", deal.View.Stage, deal.AsCreated().Deal, new DealContextChange { Stage = "lead" });
        return UndoDealRule.Undo(deal, new UndoDealChange(Given.Context, version), new PastDealChange(Record(version, happened), null), pipeline, Given.Now);
    }

    private static Recorded<DealEvent> Record(long version, DealEvent happened) => new(Guid.Empty, version, Given.Now, Given.User, null, happened);
}
