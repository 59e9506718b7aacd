using System.Collections;
using System.Globalization;
using System.IO.Hashing;
using System.Text;
using RabbitMQ.Client;

namespace Crm.Actors.Streaming.RabbitMq;

/// <summary>How a dead letter carries its reason: in headers beside those of the message.</summary>
internal static class DeadLetterHeaders
{
    private const string Id = "x-letter-id";
    private const string Consumer = "x-consumer";
    private const string Reason = "x-reason";
    private const string FirstError = "x-first-error";
    private const string LastError = "x-last-error";
    private const string Attempts = "x-attempts";
    private const string Queue = "x-queue";
    private const string At = "x-parked-at";
    private const string Exchange = "x-original-exchange";
    private const string RoutingKey = "x-original-routing-key";
    private const string Broker = "broker";
    private const string Deliveries = "x-delivery-count";
    private const string DeliveryLimit = "delivery_limit";
    private const int LongestError = 2000;
    private const int Most = 1_000_000_000;

    /// <summary>Those of letters, what the broker notes about a message's past, and the further queues that it was published to: it was there before.</summary>
    private static readonly string[] Ours =
    [
        Id, Consumer, Reason, FirstError, LastError, Attempts, Queue, At, Exchange, RoutingKey,
        Deliveries, "x-death", "x-first-death-exchange", "x-first-death-queue", "x-first-death-reason", "CC", "BCC",
    ];

    /// <summary>How often the queue has delivered a message before, and got it back: quorum queues count that.</summary>
    public static int DeliveriesBefore(IReadOnlyBasicProperties properties) => Number(Find(properties, Deliveries)) ?? 0;

    /// <summary>A name for a message that has none, the same whenever it comes.</summary>
    public static string DigestOf(ReadOnlyMemory<byte> body) => Convert.ToHexStringLower(XxHash128.Hash(body.Span));

    /// <summary>A copy of the message's properties with the reason beside them.</summary>
    public static BasicProperties Write(IncomingMessage message, DeadLetterReason reason, string queue, string id, DateTimeOffset at)
    {
        var properties = WithoutOurs(message.Properties);
        var headers = properties.Headers!;
        headers[Id] = id;
        headers[Consumer] = reason.Consumer;
        headers[Reason] = reason.Reason;
        headers[FirstError] = Cut(reason.FirstError);
        headers[LastError] = Cut(reason.LastError);
        headers[Attempts] = reason.Attempts;
        headers[Queue] = queue;
        headers[At] = at.ToString("O", CultureInfo.InvariantCulture);
        headers[Exchange] = message.Exchange;
        headers[RoutingKey] = message.RoutingKey;
        return properties;
    }

    /// <summary>Reads what <see cref="Write"/> wrote, or what the broker itself says of a message that it gave up (<c>x-death</c>).</summary>
    /// <param name="exchange">Where it was published.</param>
    /// <param name="routingKey">With which key.</param>
    /// <param name="properties">With the headers. A delivery count among them is that of the dead letters' own queue.</param>
    /// <param name="body">The message.</param>
    /// <param name="deliveryLimit">Of the queues that the broker takes messages from to give them up.</param>
    public static DeadLetterMessage Read(
        string exchange, string routingKey, IReadOnlyBasicProperties properties, ReadOnlyMemory<byte> body, int deliveryLimit)
    {
        var death = Text(properties, Id) is null ? DeathOf(properties) : null;
        var died = death is null ? "The message does not say why it is here." : $"The broker gave it up: {Value(death, "reason")}.";
        var reason = new DeadLetterReason(
            Text(properties, Consumer) ?? Broker,
            Text(properties, Reason) ?? Value(death, "reason") ?? "unknown",
            Text(properties, LastError) ?? died)
        {
            FirstError = Text(properties, FirstError) ?? died,
            Attempts = Math.Max(1, death is null ? Number(Find(properties, Attempts)) ?? 1 : AttemptsOf(death, deliveryLimit)),
        };
        var message = new IncomingMessage(
            Text(properties, Exchange) ?? Value(death, "exchange") ?? exchange, Text(properties, RoutingKey) ?? routingKey, WithoutOurs(properties), body);
        var at = DateTimeOffset.TryParse(Text(properties, At), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var parked) ? parked
            : death?["time"] is AmqpTimestamp time ? DateTimeOffset.FromUnixTimeSeconds(time.UnixTime)
            : DateTimeOffset.UnixEpoch;
        return new(Text(properties, Id) ?? $"{Broker}:{NameOf(properties, body)}", reason, Text(properties, Queue) ?? Value(death, "queue") ?? "", at, message);
    }

    /// <summary>
    /// What is left can be published by us: the broker takes no message in another user's name, and none whose headers do not fit into a frame. And it
    /// stays: a letter that expires would be lost.
    /// </summary>
    private static BasicProperties WithoutOurs(IReadOnlyBasicProperties given)
    {
        var headers = new Dictionary<string, object?>(given.Headers ?? new Dictionary<string, object?>(StringComparer.Ordinal), StringComparer.Ordinal);
        foreach (var name in Ours)
            headers.Remove(name);
        if (HeaderSizes.AreTooLong(headers))
            headers.Clear();
        return new BasicProperties(given) { Headers = headers, DeliveryMode = DeliveryModes.Persistent, UserId = null, Expiration = null };
    }

    private static IDictionary<string, object?>? DeathOf(IReadOnlyBasicProperties properties) =>
        Find(properties, "x-death") is IList { Count: > 0 } deaths ? deaths[0] as IDictionary<string, object?> : null;

    /// <summary>The message's id; of a message that has none, a digest, so that two of them are two.</summary>
    private static string NameOf(IReadOnlyBasicProperties properties, ReadOnlyMemory<byte> body) =>
        properties.MessageId is { Length: > 0 } id ? id : DigestOf(body);

    /// <summary>A queue gives up what came back once more often than its limit.</summary>
    private static int AttemptsOf(IDictionary<string, object?> death, int deliveryLimit)
    {
        var deaths = Number(death.TryGetValue("count", out var count) ? count : null) ?? 1;
        var each = string.Equals(Value(death, "reason"), DeliveryLimit, StringComparison.Ordinal) ? deliveryLimit + 1L : 1L;
        return (int)Math.Min(deaths * each, int.MaxValue);
    }

    /// <summary>Not negative: anyone can write headers.</summary>
    private static int? Number(object? value) => value switch
    {
        int number and >= 0 => Math.Min(number, Most),
        long number and >= 0 => (int)Math.Min(number, Most),
        _ => null,
    };

    private static string? Value(IDictionary<string, object?>? table, string name) =>
        table is not null && table.TryGetValue(name, out var value) && value is byte[] text ? Encoding.UTF8.GetString(text) : null;

    private static string? Text(IReadOnlyBasicProperties properties, string name) =>
        Find(properties, name) is byte[] text ? Encoding.UTF8.GetString(text) : null;

    private static object? Find(IReadOnlyBasicProperties properties, string name) =>
        properties.Headers is { } headers && headers.TryGetValue(name, out var value) ? value : null;

    private static string Cut(string text) => text.Length <= LongestError ? text : text[..LongestError];
}
