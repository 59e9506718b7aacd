using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Pipelines;
using Crm.Actors.Contracts.Pipelines.Events;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Grains.Pipelines;
using Crm.Actors.UnitTests.Deals;
using Shouldly;

namespace Crm.Actors.UnitTests.Pipelines;

/// <summary>Pipelines for tests of the rules.</summary>
internal static class GivenPipelines
{
    public static readonly Guid Id = new("0190a000-0000-7000-8000-0000000000d2");

    public static CommandContext Context => Given.Context;

    public static CommandContext ContextOf(string role) => new(new Caller(Given.User, [role], [], "en", null), null, default, null);

    /// <summary>Two stages, a field of each type, two reasons.</summary>
    public static PipelineDefinition Definition => new(
        "Roofs",
        [
            new PipelineStage("lead", "Lead"),
            new PipelineStage("offer", "Offer") { Probability = 40, RequiredFields = ["amount", "customFields.area"] },
            new PipelineStage("order", "Order") { Probability = 90, RequiredFields = ["client", "expectedCloseDate", "customFields.kind"] },
        ])
    {
        CustomFields =
        [
            new CustomField("area", "Area, m2", CustomFieldType.Number),
            new CustomField("kind", "Kind", CustomFieldType.Choice) { Choices = ["flat", "gable"] },
            new CustomField("visit", "Visit", CustomFieldType.Date),
            new CustomField("cost", "Cost", CustomFieldType.Money) { Currency = "EUR" },
            new CustomField("foreman", "Foreman", CustomFieldType.User),
            new CustomField("plan", "Plan", CustomFieldType.Link),
            new CustomField("remark", "Remark", CustomFieldType.Text),
        ],
        LostReasons = ["price", "too late"],
    };

    /// <summary>The pipeline of that definition, at version 1.</summary>
    public static PipelineState Pipeline => Of(Definition);

    public static PipelineView View => Pipeline.View;

    public static PipelineState Of(PipelineDefinition definition) =>
        After(null, PipelineRules.Create(Id, null, new CreatePipeline(Context, definition)));

    public static PipelineState After(PipelineState? state, Decision<PipelineEvent> decision)
    {
        decision.Rejection.ShouldBeNull();
        foreach (var happened in decision.Events)
        {
            var version = (state?.Version ?? 0) + 1;
            state = PipelineState.Apply(
                state, new Recorded<PipelineEvent>(new Guid((int)version, 0, 0, new byte[8]), version, Given.Now.AddMinutes(version), Given.User, null, happened));
        }

        return state!;
    }

    public static PipelineState Patched(this PipelineState pipeline, PatchPipeline patch) =>
        After(pipeline, PipelineRules.Patch(pipeline.View.Id, pipeline, patch));

    public static Rejection ShouldBeRefused(this Decision<PipelineEvent> decision, RejectionCode code)
    {
        decision.Events.ShouldBeEmpty();
        decision.Rejection.ShouldNotBeNull().Code.ShouldBe(code);
        return decision.Rejection;
    }

    /// <summary>Refused because of these fields.</summary>
    public static void ShouldBlame(this Decision<PipelineEvent> decision, params string[] pointers) =>
        decision.ShouldBeRefused(RejectionCode.Invalid).Errors.Select(static e => e.Pointer).ShouldBe(pointers);
}
