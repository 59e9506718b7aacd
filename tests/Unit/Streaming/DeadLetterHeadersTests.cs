using Crm.Actors.Streaming.RabbitMq;
using RabbitMQ.Client;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Streaming;

/// <summary>What of a message goes with it into its letter: nothing that the broker would not take from us, send elsewhere, or let expire.</summary>
public sealed class DeadLetterHeadersTests
{
    [Fact]
    public void Write_WhatOnlyItsPublisherMaySay_IsLeftOut()
    {
        var letter = Written(new BasicProperties
        {
            MessageId = "7",
            ContentType = "text/plain",
            UserId = "somebody",
            Expiration = "1",
            Headers = Headers(("CC", new List<object?> { "elsewhere" }), ("BCC", new List<object?> { "elsewhere" }), ("mine", "kept"), ("x-reason", "forged")),
        });

        (letter.MessageId, letter.ContentType, letter.UserId, letter.Expiration, letter.DeliveryMode).ShouldBe(("7", "text/plain", null, null, DeliveryModes.Persistent));
        letter.Headers!.Keys.ShouldNotContain("CC");
        letter.Headers.Keys.ShouldNotContain("BCC");
        letter.Headers["mine"].ShouldBe("kept");
        letter.Headers["x-reason"].ShouldBe("unreadable");
        letter.Headers["x-queue"].ShouldBe("a queue");
    }

    [Theory]
    [InlineData(1_000, true)]
    [InlineData(100_000, false)]
    public void Write_HeadersThatLeaveNoRoom_AreLeftOut(int bytes, bool isKept)
    {
        var letter = Written(new BasicProperties
        {
            Headers = Headers(("flat", new byte[bytes / 2]), ("deep", new List<object?> { Headers(("deeper", new byte[bytes / 2])) })),
        });

        letter.Headers!.ContainsKey("flat").ShouldBe(isKept);
        letter.Headers.ContainsKey("deep").ShouldBe(isKept);
        letter.Headers["x-reason"].ShouldBe("unreadable");
    }

    private static Dictionary<string, object?> Headers(params (string Name, object? Value)[] headers) =>
        headers.ToDictionary(static header => header.Name, static header => header.Value, StringComparer.Ordinal);

    private static BasicProperties Written(BasicProperties properties) => DeadLetterHeaders.Write(
        new IncomingMessage("", "a queue", properties, ReadOnlyMemory<byte>.Empty),
        new DeadLetterReason("somebody", "unreadable", "It is no message."),
        "a queue",
        "somebody:7",
        DateTimeOffset.UnixEpoch);
}
