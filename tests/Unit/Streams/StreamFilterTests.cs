using Crm.Actors.Contracts.Feed;
using Crm.Actors.Gateway.Streams;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Streams;

public sealed class StreamFilterTests
{
    [Theory]
    [InlineData("deal.updated", true)]
    [InlineData("deal.stage.changed", false)]
    public void Match_ExactType_OnlyThat(string type, bool expected) =>
        Of(types: "deal.updated").Match(Frame(StreamEvents.Deal(1, type: type))).ShouldBe(expected);

    [Theory]
    [InlineData("deal.stage.changed", true)]
    [InlineData("deal.stage.renamed", true)]
    [InlineData("deal.stagecraft", false)]
    public void Match_TypesBelowAName_AllOfThem(string type, bool expected) =>
        Of(types: "deal.won,deal.stage.*").Match(Frame(StreamEvents.Deal(1, type: type))).ShouldBe(expected);

    [Theory]
    [InlineData("*")]
    [InlineData("task.created,*")]
    public void Match_Star_EveryType(string types) => Of(types: types).Match(Frame(StreamEvents.Deal(1, type: "deal.won"))).ShouldBeTrue();

    [Theory]
    [InlineData(1, null, true)]
    [InlineData(2, 1, true)]
    [InlineData(2, null, false)]
    [InlineData(2, 3, false)]
    public void Match_Owner_BeforeOrAfter(int owner, int? before, bool expected) =>
        Of(owner: 1).Match(Frame(StreamEvents.Deal(1, data: StreamEvents.Context(owner, "new", before)))).ShouldBe(expected);

    [Theory]
    [InlineData("new", null, true)]
    [InlineData("qualified", "new", true)]
    [InlineData("qualified", null, false)]
    public void Match_Stage_BeforeOrAfter(string stage, string? before, bool expected) =>
        Of(stage: "new").Match(Frame(StreamEvents.Deal(1, data: StreamEvents.Context(1, stage, null, before)))).ShouldBe(expected);

    [Theory]
    [InlineData(1, "new", 1, "new", true)]
    [InlineData(1, "new", 2, "new", false)]
    [InlineData(2, "new", 1, "new", true)]
    [InlineData(2, "proposal", 1, "new", true)]
    [InlineData(2, "new", 1, "proposal", false)]
    public void MatchBefore_AnyType_WhatTheDealWasUntilThen(int owner, string stage, int ownerBefore, string stageBefore, bool expected)
    {
        var data = StreamEvents.Context(owner, stage, ownerBefore == owner ? null : ownerBefore, stageBefore == stage ? null : stageBefore);

        Of(types: "deal.won", owner: 1, stage: "new").MatchBefore(Frame(StreamEvents.Deal(1, type: "deal.owner.changed", data: data))).ShouldBe(expected);
    }

    [Fact]
    public void Match_EventOfAnotherKind_Never()
    {
        Of().Match(Frame(StreamEvents.Deal(1, type: "task.created"))).ShouldBeFalse();
        Of().Match(Frame(StreamEvents.Deal(1, type: "notification.created"))).ShouldBeFalse();
    }

    [Theory]
    [InlineData(7, true)]
    [InlineData(8, false)]
    public void Match_Notification_OnlyItsUser(int user, bool expected)
    {
        var filter = new StreamFilter { Kind = EventKind.Notification, User = StreamEvents.Id(7) };
        var e = StreamEvents.Deal(1, type: "notification.created", data: $$"""{"userId":"{{StreamEvents.Id(user)}}"}""");

        filter.Match(Frame(e)).ShouldBe(expected);
    }

    [Theory]
    [InlineData("")]
    [InlineData(",")]
    [InlineData("**")]
    [InlineData("*.*")]
    [InlineData("*,")]
    [InlineData(".*")]
    [InlineData("deal.*.x")]
    [InlineData("deal updated")]
    [InlineData("deal\nx")]
    [InlineData("a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t,u")]
    public void TryParse_WrongPatterns_Refused(string text) => TypePatterns.TryParse(text, out _).ShouldBeFalse();

    [Theory]
    [InlineData("e1-5", "e1", 5)]
    [InlineData("A9b-0", "A9b", 0)]
    public void TryParse_Id_IsReadBack(string text, string epoch, long position)
    {
        StreamPosition.TryParse(text, out var parsed).ShouldBeTrue();
        parsed.ShouldBe(new StreamPosition(epoch, position));
        parsed.ToString().ShouldBe(text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("e1")]
    [InlineData("e1-")]
    [InlineData("-5")]
    [InlineData("e1--5")]
    [InlineData("e1-+5")]
    [InlineData("e1-5 ")]
    [InlineData("e1-99999999999999999999")]
    [InlineData("é-5")]
    [InlineData("e\n1-5")]
    public void TryParse_WrongId_Refused(string text) => StreamPosition.TryParse(text, out _).ShouldBeFalse();

    private static StreamFilter Of(string? types = null, int? owner = null, string? stage = null) => new()
    {
        Kind = EventKind.Deal,
        Types = types is not null && TypePatterns.TryParse(types, out var patterns) ? patterns : null,
        Owner = owner is { } o ? StreamEvents.Id(o) : null,
        Stage = stage,
    };

    private static EventFrame Frame(FeedEvent e)
    {
        using var encoder = new FrameEncoder();
        return encoder.Encode("e1", e);
    }
}
