using System.Collections;
using System.Globalization;
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
    private const int LongestError = 2000;

    private static readonly string[] Ours = [Id, Consumer, Reason, FirstError, LastError, Attempts, Queue, At, Exchange, RoutingKey, "x-death", "x-delivery-count"];

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
    public static DeadLetterMessage Read(string exchange, string routingKey, IReadOnlyBasicProperties properties, ReadOnlyMemory<byte> body)
    {
        var death = Text(properties, Id) is null ? DeathOf(properties) : null;
        var reason = new DeadLetterReason(
            Text(properties, Consumer) ?? Broker,
            Text(properties, Reason) ?? Value(death, "reason") ?? "unknown",
            Text(properties, LastError) ?? "The broker gave it up.")
        {
            FirstError = Text(properties, FirstError) ?? "The broker gave it up.",
            Attempts = Find(properties, Attempts) is int attempts ? attempts : 1,
        };
        var message = new IncomingMessage(
            Text(properties, Exchange) ?? Value(death, "exchange") ?? exchange, Text(properties, RoutingKey) ?? routingKey, WithoutOurs(properties), body);
        var at = DateTimeOffset.TryParse(Text(properties, At), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var parked) ? parked
            : death?["time"] is AmqpTimestamp time ? DateTimeOffset.FromUnixTimeSeconds(time.UnixTime)
            : DateTimeOffset.UnixEpoch;
        return new(Text(properties, Id) ?? $"{Broker}:{properties.MessageId}", reason, Text(properties, Queue) ?? Value(death, "queue") ?? "", at, message);
    }

    private static BasicProperties WithoutOurs(IReadOnlyBasicProperties given)
    {
        var headers = new Dictionary<string, object?>(given.Headers ?? new Dictionary<string, object?>(StringComparer.Ordinal), StringComparer.Ordinal);
        foreach (var name in Ours)
            headers.Remove(name);
        return new BasicProperties(given) { Headers = headers, DeliveryMode = DeliveryModes.Persistent };
    }

    private static IDictionary<string, object?>? DeathOf(IReadOnlyBasicProperties properties) =>
        Find(properties, "x-death") is IList { Count: > 0 } deaths ? deaths[0] as IDictionary<string, object?> : null;

    private static string? Value(IDictionary<string, object?>? table, string name) =>
        table is not null && table.TryGetValue(name, out var value) && value is byte[] text ? Encoding.UTF8.GetString(text) : null;

    private static string? Text(IReadOnlyBasicProperties properties, string name) =>
        Find(properties, name) is byte[] text ? Encoding.UTF8.GetString(text) : null;

    private static object? Find(IReadOnlyBasicProperties properties, string name) =>
        properties.Headers is { } headers && headers.TryGetValue(name, out var value) ? value : null;

    private static string Cut(string text) => text.Length <= LongestError ? text : text[..LongestError];
}
