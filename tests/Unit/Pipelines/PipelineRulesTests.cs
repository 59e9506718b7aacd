using System.Collections.Immutable;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Pipelines;
using Crm.Actors.Contracts.Pipelines.Events;
using Crm.Actors.Contracts.Users;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Grains.Pipelines;
using Shouldly;
using Xunit;
using static Crm.Actors.UnitTests.Pipelines.GivenPipelines;

namespace Crm.Actors.UnitTests.Pipelines;

public sealed class PipelineRulesTests
{
    private static readonly Dictionary<string, (Func<PipelineDefinition, PipelineDefinition> Change, string Pointer)> Wrong = new(StringComparer.Ordinal)
    {
        ["no name"] = (static d => d with { Name = " " }, "#/name"),
        ["long name"] = (static d => d with { Name = new string('n', 101) }, "#/name"),
        ["no stages"] = (static d => d with { Stages = [] }, "#/stages"),
        ["51 stages"] = (static d => d with { Stages = [.. Enumerable.Range(0, 51).Select(static i => new PipelineStage($"s{i}", "S"))] }, "#/stages"),
        ["stage twice"] = (static d => d with { Stages = [new("lead", "A"), new("lead", "B")] }, "#/stages/1/slug"),
        ["slug with capitals"] = (static d => d with { Stages = [new("Lead", "A")] }, "#/stages/0/slug"),
        ["slug that ends in a hyphen"] = (static d => d with { Stages = [new("lead-", "A")] }, "#/stages/0/slug"),
        ["no slug"] = (static d => d with { Stages = [new("", "A")] }, "#/stages/0/slug"),
        ["long slug"] = (static d => d with { Stages = [new(new string('s', 51), "A")] }, "#/stages/0/slug"),
        ["stage without a name"] = (static d => d with { Stages = [new("lead", "")] }, "#/stages/0/name"),
        ["probability above 100"] = (static d => d with { Stages = [new("lead", "A") { Probability = 101 }] }, "#/stages/0/probability"),
        ["negative probability"] = (static d => d with { Stages = [new("lead", "A") { Probability = -1 }] }, "#/stages/0/probability"),
        ["required field that is none"] = (static d => d with { Stages = [new("lead", "A") { RequiredFields = ["title"] }] }, "#/stages/0/requiredFields/0"),
        ["required custom field that is none"] = (static d => d with { Stages = [new("lead", "A") { RequiredFields = ["client", "customFields.no"] }] }, "#/stages/0/requiredFields/1"),
        ["required twice"] = (static d => d with { Stages = [new("lead", "A") { RequiredFields = ["client", "client"] }] }, "#/stages/0/requiredFields/1"),
        ["field twice"] = (static d => d with { CustomFields = d.CustomFields.Add(new("area", "A", CustomFieldType.Text)) }, "#/customFields/7/key"),
        ["key with a hyphen"] = (static d => d with { CustomFields = d.CustomFields.Add(new("a-b", "A", CustomFieldType.Text)) }, "#/customFields/7/key"),
        ["field without a name"] = (static d => d with { CustomFields = d.CustomFields.Add(new("a", "", CustomFieldType.Text)) }, "#/customFields/7/name"),
        ["money without a currency"] = (static d => d with { CustomFields = d.CustomFields.Add(new("a", "A", CustomFieldType.Money)) }, "#/customFields/7/currency"),
        ["money of no currency"] = (static d => d with { CustomFields = d.CustomFields.Add(new("a", "A", CustomFieldType.Money) { Currency = "XXX" }) }, "#/customFields/7/currency"),
        ["text with a currency"] = (static d => d with { CustomFields = d.CustomFields.Add(new("a", "A", CustomFieldType.Text) { Currency = "EUR" }) }, "#/customFields/7/currency"),
        ["choice without choices"] = (static d => d with { CustomFields = d.CustomFields.Add(new("a", "A", CustomFieldType.Choice)) }, "#/customFields/7/choices"),
        ["choice twice"] = (static d => d with { CustomFields = d.CustomFields.Add(new("a", "A", CustomFieldType.Choice) { Choices = ["x", "x"] }) }, "#/customFields/7/choices/1"),
        ["text with choices"] = (static d => d with { CustomFields = d.CustomFields.Add(new("a", "A", CustomFieldType.Text) { Choices = ["x"] }) }, "#/customFields/7/choices"),
        ["51 fields"] = (static d => d with { CustomFields = [.. d.CustomFields, .. Enumerable.Range(0, 44).Select(static i => new CustomField($"f{i}", "F", CustomFieldType.Text))] }, "#/customFields"),
        ["reason twice"] = (static d => d with { LostReasons = ["price", "price"] }, "#/lostReasons/1"),
        ["empty reason"] = (static d => d with { LostReasons = [""] }, "#/lostReasons/0"),
        ["51 reasons"] = (static d => d with { LostReasons = [.. Enumerable.Range(0, 51).Select(static i => $"r{i}")] }, "#/lostReasons"),
    };

    public static TheoryData<string> WrongOnes => [.. Wrong.Keys];

    [Fact]
    public void Create_Right_IsThePipelineAtVersionOne()
    {
        Pipeline.View.Definition.ShouldBe(Definition);
        (Pipeline.View.Id, Pipeline.Version).ShouldBe((Id, 1L));
    }

    [Theory]
    [MemberData(nameof(WrongOnes))]
    public void Create_Wrong_NamesThePart(string name) =>
        PipelineRules.Create(Id, null, new CreatePipeline(Context, Wrong[name].Change(Definition))).ShouldBlame(Wrong[name].Pointer);

    [Theory]
    [InlineData(RoleNames.User, false)]
    [InlineData(RoleNames.Manager, true)]
    [InlineData(RoleNames.Administrator, true)]
    public void Change_ByRole_IsForManagersAndAdministrators(string role, bool may)
    {
        var context = ContextOf(role);
        var created = PipelineRules.Create(Id, null, new CreatePipeline(context, Definition));
        var patched = PipelineRules.Patch(Id, Pipeline, new PatchPipeline(context) { Name = "Other" });
        if (may)
            (created.Rejection, patched.Rejection).ShouldBe((null, null));
        else
            (created.ShouldBeRefused(RejectionCode.Forbidden).Code, patched.ShouldBeRefused(RejectionCode.Forbidden).Code).ShouldBe((RejectionCode.Forbidden, RejectionCode.Forbidden));
    }

    [Fact]
    public void Create_ThatIsThere_IsRefused()
    {
        PipelineRules.Create(Id, Pipeline, new CreatePipeline(Context, Definition)).ShouldBeRefused(RejectionCode.NotAllowedNow).CurrentVersion.ShouldBe(1);
        PipelineRules.Create(DefaultPipeline.Id, null, new CreatePipeline(Context, Definition)).ShouldBeRefused(RejectionCode.NotAllowedNow);
    }

    [Fact]
    public void Patch_NoSuchPipeline_IsNotFound() =>
        PipelineRules.Patch(Id, null, new PatchPipeline(Context) { Name = "Other" }).ShouldBeRefused(RejectionCode.NotFound);

    [Fact]
    public void Patch_StageLeftOut_IsRetiredAndComesBackWhenNamed()
    {
        var without = Pipeline.Patched(new PatchPipeline(Context) { Stages = new(true, [new("order", "Order"), new("lead", "First")]) });
        without.View.Definition.Stages.Select(static s => $"{s.Slug} {s.Name} {s.Retired}").ShouldBe(["order Order False", "lead First False", "offer Offer True"]);

        var again = without.Patched(new PatchPipeline(Context) { Stages = new(true, [new("offer", "Offer"), new("order", "Order"), new("lead", "First")]) });
        again.View.Definition.Stages.Select(static s => $"{s.Slug} {s.Retired}").ShouldBe(["offer False", "order False", "lead False"]);
    }

    [Fact]
    public void Patch_FieldLeftOut_IsHiddenAndComesBackWhenNamed()
    {
        var definition = Definition with { Stages = [new("lead", "Lead")] };
        var without = Of(definition).Patched(new PatchPipeline(Context) { CustomFields = new(true, null) });
        without.View.Definition.CustomFields.ShouldAllBe(static f => f.Hidden);

        var again = without.Patched(new PatchPipeline(Context) { CustomFields = new(true, [new CustomField("remark", "Remark", CustomFieldType.Text)]) });
        again.View.Definition.CustomFields.Where(static f => !f.Hidden).Select(static f => f.Key).ShouldBe(["remark"]);
        again.View.Definition.CustomFields.Length.ShouldBe(7);
    }

    [Fact]
    public void Patch_FieldThatAStageRequires_CannotBeHidden() =>
        PipelineRules.Patch(Id, Pipeline, new PatchPipeline(Context) { CustomFields = new(true, [.. Definition.CustomFields.Where(static f => f.Key != "area")]) })
            .ShouldBlame("#/stages/1/requiredFields/1");

    [Theory]
    [InlineData(CustomFieldType.Text, null, "#/customFields/0/type")]
    [InlineData(CustomFieldType.Money, "EUR", "#/customFields/0/type")]
    public void Patch_TypeOfAField_Stays(CustomFieldType type, string? currency, string pointer)
    {
        var fields = Definition.CustomFields.SetItem(0, new CustomField("area", "Area", type) { Currency = currency });
        PipelineRules.Patch(Id, Pipeline, new PatchPipeline(Context) { CustomFields = new(true, fields) }).ShouldBlame(pointer);
    }

    [Fact]
    public void Patch_CurrencyOfAField_Stays()
    {
        var fields = Definition.CustomFields.SetItem(3, new CustomField("cost", "Cost", CustomFieldType.Money) { Currency = "USD" });
        PipelineRules.Patch(Id, Pipeline, new PatchPipeline(Context) { CustomFields = new(true, fields) }).ShouldBlame("#/customFields/3/currency");
    }

    [Fact]
    public void Patch_TypeOfAHiddenField_StaysToo()
    {
        var hidden = Of(Definition with { Stages = [new("lead", "Lead")] }).Patched(new PatchPipeline(Context) { CustomFields = new(true, []) });
        PipelineRules.Patch(Id, hidden, new PatchPipeline(Context) { CustomFields = new(true, [new CustomField("area", "Area", CustomFieldType.Text)]) })
            .ShouldBlame("#/customFields/0/type");
    }

    [Fact]
    public void Patch_SameAgain_ChangesNothing()
    {
        var same = new PatchPipeline(Context)
        {
            Name = Definition.Name,
            Stages = new(true, Definition.Stages),
            CustomFields = new(true, Definition.CustomFields),
            LostReasons = new(true, Definition.LostReasons),
            FreeFields = new(true, null),
        };
        var decision = PipelineRules.Patch(Id, Pipeline, same);
        (decision.Rejection, decision.Events.Length).ShouldBe((null, 0));
    }

    [Theory]
    [InlineData("name")]
    [InlineData("stages")]
    public void Patch_NullWhereSomethingMustBe_IsRefused(string member)
    {
        var patch = new PatchPipeline(Context);
        patch = member == "name" ? patch with { Name = new(true, null) } : patch with { Stages = new(true, null) };
        PipelineRules.Patch(Id, Pipeline, patch).ShouldBlame($"#/{member}");
    }

    [Fact]
    public void Patch_DefaultPipeline_BeginsItsHistoryWithWhatItWas()
    {
        var decision = PipelineRules.Patch(DefaultPipeline.Id, null, new PatchPipeline(Context) { LostReasons = new(true, ["price"]) });

        decision.Events.Select(static e => e.GetType()).ShouldBe([typeof(PipelineCreated), typeof(PipelineUpdated)]);
        decision.Events[0].Definition.ShouldBe(DefaultPipeline.Unchanged.Definition);
        var state = After(null, decision);
        (state.View.Id, state.Version, state.View.Definition.LostReasons[0], state.View.Definition.FreeFields).ShouldBe((DefaultPipeline.Id, 2L, "price", true));
    }

    [Fact]
    public void Patch_WithMoreThan64KiBInAll_IsRefused()
    {
        static PatchPipeline With(int fields) => new(Context)
        {
            CustomFields = new(true, [.. Enumerable.Range(0, fields).Select(static i => new CustomField($"f{i}", "F", CustomFieldType.Choice)
            {
                Choices = [.. Enumerable.Range(0, 100).Select(static n => $"{n} {new string('c', 90)}")],
            })]),
        };
        var pipeline = Of(Definition with { Stages = [new("lead", "Lead")] });
        PipelineRules.Patch(Id, pipeline, With(6)).Rejection.ShouldBeNull();
        PipelineRules.Patch(Id, pipeline, With(7)).ShouldBlame("#");
    }

    [Fact]
    public void Patch_OverAndOver_NeverHasMoreThan200Stages()
    {
        var pipeline = Pipeline;
        var decision = Decision<PipelineEvent>.Nothing;
        for (var i = 0; i < 10 && decision.Rejection is null; i++)
        {
            ImmutableArray<PipelineStage> stages = [.. Enumerable.Range(0, 50).Select(n => new PipelineStage($"s{i}-{n}", "S"))];
            decision = PipelineRules.Patch(Id, pipeline, new PatchPipeline(Context) { Stages = new(true, stages) });
            if (decision.Rejection is null)
                pipeline = After(pipeline, decision);
        }

        decision.ShouldBlame("#/stages");
        pipeline.View.Definition.Stages.Length.ShouldBeLessThanOrEqualTo(200);
    }
}
