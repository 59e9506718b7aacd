using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Deals.Events;
using Crm.Actors.Grains.Deals;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Deals;

public sealed class DealDifferencesTests
{
    [Fact]
    public void Between_SameDeal_IsNothingWhateverItsVersion() =>
        DealDifferences.Between(Given.Deal.View, Given.Deal.View with { Version = 9, UpdatedAt = Given.Now.AddDays(1) }).ShouldBeEmpty();

    [Fact]
    public void Between_EveryMember_IsThereOnceInItsWireForm()
    {
        var before = Given.Deal.View;
        var user = Given.OtherUser;
        var to = before with
        {
            Title = "Dach \"neu\"",
            Client = null,
            Amount = 5m,
            Currency = "JPY",
            PipelineId = user,
            Stage = "proposal",
            OwnerId = user,
            TeamId = user,
            SharedWith = [user],
            Status = DealStatus.Lost,
            LostReason = "price",
            Archived = true,
            ExpectedCloseDate = null,
            Tags = ["hot"],
            CustomFields = DealView.NoCustomFields.Add("floors", "3").Add("lift", "true"),
        };

        DealDifferences.Between(before, to).ShouldBe(
        [
            new("title", "\"Roof for Smith\"", "\"Dach \\\"neu\\\"\""),
            new("client", "\"Smith\"", "null"),
            new("amount", "\"1000.50\"", "\"5\""),
            new("currency", "\"EUR\"", "\"JPY\""),
            new("pipelineId", $"\"{before.PipelineId}\"", $"\"{user}\""),
            new("stage", "\"new\"", "\"proposal\""),
            new("ownerId", $"\"{before.OwnerId}\"", $"\"{user}\""),
            new("teamId", "null", $"\"{user}\""),
            new("sharedWith", "[]", $"[\"{user}\"]"),
            new("status", "\"open\"", "\"lost\""),
            new("lostReason", "null", "\"price\""),
            new("archived", "false", "true"),
            new("expectedCloseDate", "\"2026-06-01\"", "null"),
            new("tags", "[\"roof\",\"hot\"]", "[\"hot\"]"),
            new("customFields.floors", "2", "3"),
            new("customFields.lift", "null", "true"),
            new("customFields.source", "\"fair\"", "null"),
        ]);
        DealDifferences.Between(to, before).ShouldBe([.. DealDifferences.Between(before, to).Select(static c => new FieldChange(c.Field, c.To, c.From))]);
    }
}
