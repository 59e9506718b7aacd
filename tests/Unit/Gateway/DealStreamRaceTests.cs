using Crm.Actors.Contracts;
using Crm.Actors.UnitTests.Gateway.Fakes;
using Crm.Actors.UnitTests.Streams;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Gateway;

/// <summary>A deal that is given away between the look at it and the beginning of its stream.</summary>
public sealed class DealStreamRaceTests(RunningGateway gateway) : IClassFixture<RunningGateway>
{
    [Fact]
    public async Task Stream_DealGivenAwayBeforeItBegan_TellsAndEnds()
    {
        var (deal, caller) = (FakeDeal.Sample.Id, RunningGateway.User);
        var mine = $$$"""{"deal":{"ownerId":"{{{caller}}}","teamId":null,"stage":"new"}}""";
        var foreign = $$$"""{"deal":{"ownerId":"{{{StreamEvents.Id(2)}}}","teamId":null,"stage":"new"},"before":{"ownerId":"{{{caller}}}"}}""";
        gateway.Deal.Log =
        [
            StreamEvents.Deal(1, type: "deal.created", data: mine) with { Subject = deal },
            StreamEvents.Deal(2, type: "deal.updated", data: mine) with { Subject = deal },
            StreamEvents.Deal(3, type: "deal.owner.changed", data: foreign) with { Subject = deal },
            StreamEvents.Deal(4, type: "deal.updated", data: foreign[..foreign.IndexOf(",\"before", StringComparison.Ordinal)] + "}") with { Subject = deal },
        ];
        // What the grain knew when it was asked.
        gateway.Deal.Answer = new CommandResult<Crm.Actors.Contracts.Deals.DealView>(FakeDeal.Sample, 2, null);

        var text = await gateway.Client.GetStringAsync(new Uri($"/api/v1/deals/{deal}/stream", UriKind.Relative));

        text.Split('\n').Where(static line => line.StartsWith("event:", StringComparison.Ordinal) || line.StartsWith("id:", StringComparison.Ordinal))
            .ShouldBe(["id: e1-2", "id: e1-3", "event: deal.left"]);
    }
}
