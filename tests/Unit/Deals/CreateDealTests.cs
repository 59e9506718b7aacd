using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Deals.Events;
using Crm.Actors.Grains.Deals;
using Crm.Actors.Grains.Kernel;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Deals;

public sealed class CreateDealTests
{
    private static Decision<DealEvent> Create(CreateDeal command) => DealRules.Create(Given.DealId, null, command, DefaultPipeline.Unchanged);

    [Fact]
    public void Create_WithEverything_MakesVersionOne()
    {
        var deal = Given.Deal;
        deal.Version.ShouldBe(1);
        deal.View.Id.ShouldBe(Given.DealId);
        deal.View.Title.ShouldBe("Roof for Smith");
        deal.View.Amount.ShouldNotBeNull().ToString().ShouldBe("1000.50");
        deal.View.Stage.ShouldBe("new");
        deal.View.PipelineId.ShouldBe(DefaultPipeline.Id);
        deal.View.OwnerId.ShouldBe(Given.User);
        deal.View.Status.ShouldBe(DealStatus.Open);
        deal.View.Archived.ShouldBeFalse();
        deal.View.Tags.ShouldBe(["roof", "hot"]);
        deal.View.CustomFields.ShouldBe(Given.Creation.CustomFields);
        deal.View.CreatedAt.ShouldBe(deal.View.UpdatedAt);
        deal.FieldVersions.ShouldBeEmpty();
    }

    [Fact]
    public void Create_WhenItExists_IsRefused() =>
        DealRules.Create(Given.DealId, Given.Deal, Given.Creation, DefaultPipeline.Unchanged).ShouldBeRefused(RejectionCode.NotAllowedNow).CurrentVersion.ShouldBe(1);

    [Fact]
    public void Create_WhenItExistsAndIsSomebodyElsesNow_TellsNothingOfIt()
    {
        var given = Given.Deal with { View = Given.Deal.View with { OwnerId = Given.DealId } };
        DealRules.Create(Given.DealId, given, Given.Creation, DefaultPipeline.Unchanged).ShouldBeRefused(RejectionCode.NotAllowedNow).CurrentVersion.ShouldBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("line\nbreak")]
    [InlineData("nul\0")]
    public void Create_BadTitle_IsRefused(string title) => Create(new CreateDeal(Given.Context, title)).ShouldBlame("#/title");

    [Fact]
    public void Create_HalfASurrogatePair_IsRefused() => Create(new CreateDeal(Given.Context, "half \ud800 a pair")).ShouldBlame("#/title");

    [Fact]
    public void Create_TitleLength_IsBounded()
    {
        Create(new CreateDeal(Given.Context, new string('a', 200))).ShouldBe<DealCreated>();
        Create(new CreateDeal(Given.Context, new string('a', 201))).ShouldBlame("#/title");
    }

    [Fact]
    public void Create_OnlySpaces_AreBoundedAsTextIs()
    {
        Create(Given.Creation with { Client = new string(' ', 201) }).ShouldBlame("#/client");
        Create(Given.Creation with { CustomFields = DealView.NoCustomFields.Add("a", $"\"{new string(' ', 1001)}\"") }).ShouldBlame("#/customFields/a");
    }

    [Fact]
    public void Create_ManyBadFields_NamesThemAll()
    {
        var command = Given.Creation with
        {
            Title = "",
            Client = new string('c', 201),
            Stage = "closing",
            OwnerId = Guid.Empty,
            ExpectedCloseDate = new DateOnly(1969, 12, 31),
            Tags = ["a", "", "a"],
            Amount = -1,
        };
        Create(command).ShouldBlame("#/title", "#/client", "#/stage", "#/ownerId", "#/expectedCloseDate", "#/tags/1", "#/tags", "#/amount");
        DealRules.Create(Given.DealId, null, command with { PipelineId = Given.User }, null)
            .ShouldBlame("#/title", "#/client", "#/pipelineId", "#/ownerId", "#/expectedCloseDate", "#/tags/1", "#/tags", "#/amount");
    }

    [Fact]
    public void Create_TooManyTags_IsRefused() =>
        Create(Given.Creation with { Tags = [.. Enumerable.Range(0, 51).Select(static i => $"t{i}")] }).ShouldBlame("#/tags");

    [Fact]
    public void Create_TooManyCustomFields_IsRefused() =>
        Create(Given.Creation with { CustomFields = DealView.NoCustomFields.AddRange(Enumerable.Range(0, 51).Select(static i => KeyValuePair.Create($"f{i}", "1"))) })
            .ShouldBlame("#/customFields");
}
