using System.Text;
using System.Text.Json;
using Crm.Actors.Contracts.Feed;
using Crm.Actors.Silo.Messaging;
using Crm.Actors.Streaming.RabbitMq;
using RabbitMQ.Client;
using Shouldly;
using Xunit;

namespace Crm.Actors.IntegrationTests.Messaging;

public sealed class CloudEventFormatTests
{
    private const string TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private static readonly CloudEventFormat Format = new("crm.events", "tasks.events");

    [Theory]
    [InlineData("/crm/deals", "deal.stage.changed", "crm.events")]
    [InlineData("/crm/users", "user.registered", "crm.events")]
    [InlineData("/crm/tasks", "task.created", "tasks.events")]
    [InlineData("/crm/tasks/more", "task.created", "crm.events")]
    public void Write_SourceDecides_TheExchangeAndTheTypeIsTheKey(string source, string type, string exchange)
    {
        var message = Format.Write(default, Event() with { Source = source, Type = type }, null);
        (message.Exchange, message.RoutingKey, message.Properties.Type).ShouldBe((exchange, type, type));
    }

    [Fact]
    public void Write_Attributes_AreInTheProperties()
    {
        var e = Event() with { TraceParent = TraceParent };
        var message = Format.Write(default, e, null);
        message.Properties.ShouldSatisfyAllConditions(
            p => p.ContentType.ShouldBe("application/cloudevents+json"),
            p => p.MessageId.ShouldBe("0192f0c1-0000-7000-8000-000000000041"),
            p => p.Timestamp.ShouldBe(new AmqpTimestamp(1_772_368_215)), // 2026-03-01T12:30:15Z
            p => p.Headers!["traceparent"].ShouldBe(TraceParent));
        JsonDocument.Parse(message.Body).RootElement.GetProperty("traceparent").GetString().ShouldBe(TraceParent);
    }

    [Fact]
    public void Write_WithoutTraceParent_HasNone()
    {
        var message = Format.Write(default, Event(), null);
        message.Properties.Headers.ShouldBeNull();
        JsonDocument.Parse(message.Body).RootElement.TryGetProperty("traceparent", out _).ShouldBeFalse();
    }

    [Fact]
    public void Join_SeveralEvents_IsABatchOfTheSameBytes()
    {
        FeedEvent[] events = [Event(), Event() with { Position = 8, Sequence = 4, Data = Encoding.UTF8.GetBytes("{\"a\":[\"],[\"]}") }, Event() with { Position = 9 }];
        OutgoingMessage[] alone = [.. events.Select(static e => Format.Write(default, e, null))];
        var batch = Format.Join(alone);
        batch.Properties.ContentType.ShouldBe("application/cloudevents-batch+json");
        JsonDocument.Parse(batch.Body).RootElement.GetArrayLength().ShouldBe(3);
        var parts = Format.Split(Arrived(batch)).ShouldNotBeNull();
        parts.Select(static part => Encoding.UTF8.GetString(part.Span)).ShouldBe(alone.Select(static message => Encoding.UTF8.GetString(message.Body.Span)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("[{}")]
    [InlineData("[{}] {}")]
    [InlineData("[{},}]")]
    [InlineData("no JSON")]
    public void Split_NoBatch_IsNull(string body) =>
        Format.Split(Arrived(new("", "", new BasicProperties { ContentType = "application/cloudevents-batch+json" }, Encoding.UTF8.GetBytes(body)))).ShouldBeNull();

    [Fact]
    public void Split_OneEventThatCannotBeRead_LeavesTheOthers()
    {
        var deep = Event() with { Data = Encoding.UTF8.GetBytes(new string('[', 100) + new string(']', 100)) };
        var parts = Format.Split(Arrived(Format.Join([Format.Write(default, deep, null), Format.Write(default, Event(), null)]))).ShouldNotBeNull();
        CloudEventReader.TryRead(parts[0], out _, out _).ShouldBeFalse();
        CloudEventReader.TryRead(parts[1], out var e, out _).ShouldBeTrue();
        e!.Id.ShouldBe(Event().Id);
    }

    [Theory]
    [InlineData(127, true)]
    [InlineData(128, false)] // 256 bytes
    public void TryRead_TypeLongerThanARoutingKey_IsUnreadable(int letters, bool isRead) =>
        CloudEventReader.TryRead(Format.Write(default, Event() with { Type = new string('\u0436', letters) }, null).Body, out _, out _).ShouldBe(isRead);

    [Theory]
    [InlineData(64, 64)]
    [InlineData(65, null)]
    [InlineData(1_000_000, null)]
    public void Split_MoreThanAMessageMayHave_IsNull(int elements, int? parts)
    {
        var body = Encoding.UTF8.GetBytes($"[{string.Join(',', Enumerable.Repeat("1", elements))}]");
        var split = Format.Split(Arrived(new("", "", new BasicProperties { ContentType = "application/cloudevents-batch+json" }, body)));
        (split?.Count).ShouldBe(parts);
    }

    [Fact]
    public void Split_OneEventAlone_IsNull() => Format.Split(Arrived(Format.Write(default, Event(), null))).ShouldBeNull();

    private static IncomingMessage Arrived(OutgoingMessage message) => new(message.Exchange, message.RoutingKey, message.Properties, message.Body);

    private static FeedEvent Event() => new()
    {
        Position = 7,
        Id = new Guid("0192f0c1-0000-7000-8000-000000000041"),
        Type = "deal.updated",
        Source = "/crm/deals",
        Subject = new Guid("0192f0c1-2f6a-7cc1-9d7e-3f2a7b1c5d4e"),
        Sequence = 3,
        Time = new DateTimeOffset(2026, 3, 1, 12, 30, 15, 999, TimeSpan.Zero),
        ActorId = new Guid("00000000-0000-7000-8000-000000000001"),
        Data = "{}"u8.ToArray(),
    };
}
