using System.Text;
using System.Text.Json;
using Crm.Actors.Contracts.Feed;
using Crm.Actors.Grains.Consumers;
using Crm.Actors.Grains.Pipelines;
using Crm.Actors.UnitTests.Deals;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Pipelines;

/// <summary>Events that would spoil a total for ever are not used.</summary>
public sealed class PipelineConsumerTests
{
    private const string Data = """
        {"deal": {"ownerId": "0190a000-0000-7000-8000-0000000000b1", "teamId": null, "pipelineId": "00000000-0000-7000-8000-0000000000d1",
                  "stage": "new", "amount": "10.50", "currency": "EUR", "status": "won", "archived": false}, "before": {"status": "open"}}
        """;

    [Fact]
    public void Decide_WhatItCanUse_MovesTheDeal() =>
        new PipelineConsumer().Decide(Logged(Data)).Select(static d => (d.Count, d.Amount)).ShouldBe([(-1, -10.50m), (1, 10.50m)]);

    [Theory]
    [InlineData("\"10.50\"", "\"10.505\"")]
    [InlineData("\"10.50\"", "\"-10.50\"")]
    [InlineData("\"10.50\"", "\"1000000000000000.00\"")]
    [InlineData("\"10.50\"", "10.50")]
    [InlineData("\"EUR\"", "\"EUX\"")]
    [InlineData("\"EUR\"", "null")]
    [InlineData("\"won\"", "\"gone\"")]
    [InlineData("\"new\"", "\"\"")]
    [InlineData("\"new\"", "null")]
    [InlineData("\"deal\"", "\"dael\"")]
    [InlineData("{\"deal\"", "[\"deal\"")]
    public void Decide_ContentThatIsWrong_Throws(string right, string wrong) =>
        Should.Throw<Exception>(() => new PipelineConsumer().Decide(Logged(Data.Replace(right, wrong, StringComparison.Ordinal))))
            .ShouldNotBeOfType<NullReferenceException>();

    [Fact]
    public void Decide_UnknownTypeOrShape_Throws()
    {
        Should.Throw<InvalidOperationException>(() => new PipelineConsumer().Decide(Logged(Data) with { SchemaVersion = 2 }));
        Should.Throw<InvalidOperationException>(() => new PipelineConsumer().Decide(Logged(Data, "deal.exploded")));
        Should.Throw<JsonException>(() => new PipelineConsumer().Decide(Logged("no json")));
    }

    private static LoggedEvent Logged(string data, string type = "deal.won") => new(
        new FeedEvent
        {
            Position = 1,
            Id = Given.OtherUser,
            Type = type,
            Source = "/crm/deals",
            Subject = Given.DealId,
            Sequence = 2,
            Time = Given.Now,
            ActorId = Given.User,
            Data = Encoding.UTF8.GetBytes(data),
        },
        1);
}
