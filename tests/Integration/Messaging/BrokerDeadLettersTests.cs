using Crm.Actors.Contracts.Feed;
using Crm.Actors.Silo.Messaging;
using Crm.Actors.Streaming.RabbitMq;
using Shouldly;
using Xunit;

namespace Crm.Actors.IntegrationTests.Messaging;

public sealed class BrokerDeadLettersTests
{
    private static readonly CloudEventFormat Format = new("crm.events", "tasks.events");

    [Fact]
    public void View_EventsInOneMessage_ShowsTheFirstAndHowMany()
    {
        var shown = BrokerDeadLetters.View(Letter(Format.Join([Format.Write(default, Event(3), null), Format.Write(default, Event(4), null)])));
        (shown.Type, shown.Subject, shown.Sequence).ShouldBe(("deal.updated", "0192f0c1-2f6a-7cc1-9d7e-3f2a7b1c5d4e", 3L));
        shown.LastError.ShouldBe("Given up. The message has 2 events; type, subject and sequence are the first one's.");
    }

    [Fact]
    public void View_OneEvent_ShowsIt()
    {
        var shown = BrokerDeadLetters.View(Letter(Format.Write(default, Event(3), null)));
        (shown.Type, shown.Sequence, shown.LastError).ShouldBe(("deal.updated", 3L, "Given up."));
    }

    private static DeadLetterMessage Letter(OutgoingMessage message) => new(
        "broker:1",
        new DeadLetterReason("broker", "delivery_limit", "Given up."),
        "crm.partition.0",
        DateTimeOffset.UnixEpoch,
        new IncomingMessage(message.Exchange, message.RoutingKey, message.Properties, message.Body));

    private static FeedEvent Event(long sequence) => new()
    {
        Position = sequence + 4,
        Id = new Guid("0192f0c1-0000-7000-8000-000000000041"),
        Type = "deal.updated",
        Source = "/crm/deals",
        Subject = new Guid("0192f0c1-2f6a-7cc1-9d7e-3f2a7b1c5d4e"),
        Sequence = sequence,
        Time = new DateTimeOffset(2026, 3, 1, 12, 30, 15, 999, TimeSpan.Zero),
        ActorId = new Guid("00000000-0000-7000-8000-000000000001"),
        Data = "{}"u8.ToArray(),
    };
}
