using System.Text;
using System.Text.Json;
using Crm.Actors.Gateway.Streams;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Streams;

public sealed class FrameEncoderTests
{
    [Fact]
    public void Encode_Event_IsOneMessageWithACloudEvent()
    {
        using var encoder = new FrameEncoder();
        var e = StreamEvents.Deal(12, data: """{"changes":{"amount":{"from":"1.00","to":"2.00"}}}""") with { TraceParent = "00-a-b-01" };

        var lines = Encoding.UTF8.GetString(encoder.Encode("e1", e).Bytes).Split('\n');

        lines[0].ShouldBe("id: e1-12");
        lines[1].ShouldBe("event: deal.updated");
        lines[2].ShouldBe(
            $$"""data: {"specversion":"1.0","id":"{{e.Id}}","source":"/crm/deals","type":"deal.updated","subject":"{{e.Subject}}",""" +
            $$""" "time":"2026-01-02T03:04:05.006007Z","sequence":"12","position":"12","actorid":"{{e.ActorId}}",""".TrimStart() +
            """ "traceparent":"00-a-b-01","datacontenttype":"application/json",""".TrimStart() +
            """ "data":{"changes":{"amount":{"from":"1.00","to":"2.00"}}}}""".TrimStart());
        lines[3..].ShouldBe(["", ""]);
    }

    [Fact]
    public void Encode_DataWithLineBreaks_StaysOneLine()
    {
        using var encoder = new FrameEncoder();

        var text = Encoding.UTF8.GetString(encoder.Encode("e1", StreamEvents.Deal(1, data: "{\r\n\"a\" :\n1}")).Bytes);

        text.Split('\n').Length.ShouldBe(5);
        text.ShouldNotContain('\r');
        using var json = JsonDocument.Parse(text.Split('\n')[2][6..]);
        json.RootElement.GetProperty("data").GetProperty("a").GetInt32().ShouldBe(1);
    }

    [Fact]
    public void Encode_Context_IsReadBeforeAndAfter()
    {
        using var encoder = new FrameEncoder();

        var a = encoder.Encode("e1", StreamEvents.Deal(1, data: StreamEvents.Context(1, "won-ish", 2, "new"))).Attributes;

        a.ShouldBe(new EventAttributes(StreamEvents.Id(1), StreamEvents.Id(2), null, null, "won-ish", "new", null, null));
    }

    [Fact]
    public void Encode_Shares_AreReadBeforeAndAfter()
    {
        using var encoder = new FrameEncoder();
        var (one, two) = (StreamEvents.Id(1), StreamEvents.Id(2));

        var shared = encoder.Encode("e1", StreamEvents.Deal(1, data: $$$"""{"deal":{"sharedWith":["{{{one}}}","{{{two}}}"]},"before":{"sharedWith":["{{{two}}}"]}}""")).Attributes;
        var first = encoder.Encode("e1", StreamEvents.Deal(1, data: $$$"""{"deal":{"sharedWith":["{{{one}}}"]},"before":{"sharedWith":[]}}""")).Attributes;
        var same = encoder.Encode("e1", StreamEvents.Deal(1, data: $$$"""{"deal":{"sharedWith":["{{{one}}}"]}}""")).Attributes;

        shared.SharedWith.ShouldBe([one, two]);
        shared.SharedWithBefore.ShouldBe([two]);
        first.SharedWithBefore.ShouldBeEmpty();
        same.SharedWithBefore.ShouldBe([one]);
        (shared.MayEndSight, first.MayEndSight, same.MayEndSight).ShouldBe((true, false, false));
    }

    [Fact]
    public void Encode_OwnerChanged_HasAMessageForTheFormerOwnerWithNothingOfTheEvent()
    {
        using var encoder = new FrameEncoder();

        var given = encoder.Encode("e1", StreamEvents.Deal(12, 3, data: StreamEvents.Context(1, "new", 2)));
        var moved = encoder.Encode("e1", StreamEvents.Deal(12, 3, data: StreamEvents.Context(1, "new", null, "proposal")));

        Encoding.UTF8.GetString(given.Left!).ShouldBe($"id: e1-12\nevent: deal.left\ndata: {{\"id\":\"{StreamEvents.Id(3)}\",\"version\":12}}\n\n");
        moved.Left.ShouldBeNull();
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{\"deal\":null,\"before\":[1],\"userId\":{}}")]
    [InlineData("{\"deal\":{\"ownerId\":\"x\",\"stage\":{},\"sharedWith\":{}}}")]
    [InlineData("{broken")]
    public void Encode_StrangeData_HasNoAttributes(string data)
    {
        using var encoder = new FrameEncoder();

        encoder.Encode("e1", StreamEvents.Deal(1, data: data)).Attributes.ShouldBe(default);
    }
}
