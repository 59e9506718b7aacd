using System.Text.Json;
using Crm.Actors.Contracts.Feed;
using Crm.Actors.Silo.Messaging;
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
