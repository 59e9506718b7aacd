using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Pipelines;
using Crm.Actors.Contracts.Tasks;
using Crm.Actors.Gateway.Caching;
using Crm.Actors.UnitTests.Gateway.Fakes;
using Crm.Actors.UnitTests.Pipelines;
using Shouldly;
using Xunit;
using ZiggyCreatures.Caching.Fusion.Serialization.SystemTextJson;

namespace Crm.Actors.UnitTests.Gateway.Caching;

/// <summary>What comes back out of the bytes that gateways share.</summary>
public sealed class KeptAnswersTests
{
    private static readonly PipelineView View = new(
        GivenPipelines.Id,
        7,
        GivenPipelines.Definition with
        {
            FreeFields = true,
            Hours = new WorkingHours("Europe/Berlin", new TimeOnly(9, 30), new TimeOnly(0, 0)) { Days = ["mon", "sat"], Holidays = [new DateOnly(2026, 12, 25)] },
            Stages =
            [
                .. GivenPipelines.Definition.Stages,
                new PipelineStage("last", "Last")
                {
                    Retired = true,
                    Sla = new StageSla(960) { WarnMinutes = 480 },
                    Tasks = [new StageTask("Call\n\"them\" ä") { Description = "Soon", Priority = TaskPriority.High, DueMinutes = 5, DueDays = 0 }],
                },
            ],
        },
        new DateTimeOffset(2026, 3, 1, 12, 30, 15, 123, 456, TimeSpan.Zero),
        null);

    [Fact]
    public void Pipeline_KeptAndRead_IsTheSame() => Again(View).ShouldBe(View);

    [Fact]
    public void Page_KeptAndRead_IsTheSame()
    {
        var again = Again(new PipelinePage([View, DefaultPipeline.Unchanged], "next"));

        again.Items.ShouldBe([View, DefaultPipeline.Unchanged]);
        again.NextCursor.ShouldBe("next");
    }

    [Fact]
    public void Figures_KeptAndRead_AreTheSameToTheLastDigit()
    {
        var figures = FakeSummary.Sample with { Totals = [.. FakeSummary.Sample.Totals, new PipelineTotal("won", DealStatus.Won, "EUR", long.MaxValue, 79_228_162_514_264.3300m)] };

        var again = Again(figures);

        (again.PipelineId, again.Position, again.Newest).ShouldBe((figures.PipelineId, figures.Position, figures.Newest));
        again.Totals.ShouldBe(figures.Totals);
        again.Totals[^1].Amount!.Value.ToString().ShouldBe("79228162514264.3300");
    }

    private static T Again<T>(T value)
        where T : class
    {
        var serializer = new FusionCacheSystemTextJsonSerializer();
        var kept = serializer.Deserialize<CachedAnswer<T>>(serializer.Serialize(new CachedAnswer<T>("e1", 9, 7, value))).ShouldNotBeNull();
        (kept.Epoch, kept.Through, kept.Position).ShouldBe(("e1", 9, 7));
        return kept.Value;
    }
}
