using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using RabbitMQ.Client;

namespace Crm.Actors.Streaming.RabbitMq;

/// <summary>Any event, written with Orleans' serializer. The routing key is the stream's namespace. For Orleans applications among themselves.</summary>
/// <param name="serializer">Orleans' serializer.</param>
/// <param name="name">The provider's name.</param>
/// <param name="services">For its options.</param>
internal sealed class OrleansMessageFormat(Serializer<OrleansMessage> serializer, [ServiceKey] string name, IServiceProvider services) : IRabbitMqMessageFormat
{
    private const string ContentType = "application/x-orleans";
    private readonly string _exchange = Broker.OptionsOf(services, name).Exchanges[0];

    /// <inheritdoc/>
    public OutgoingMessage Write(StreamId stream, object item, IReadOnlyDictionary<string, object>? requestContext)
    {
        var context = requestContext is null ? null : new Dictionary<string, object>(requestContext, StringComparer.Ordinal);
        var body = serializer.SerializeToArray(new OrleansMessage(stream, item, context));
        return new(_exchange, stream.GetNamespace() ?? "", new BasicProperties { ContentType = ContentType }, body);
    }

    /// <inheritdoc/>
    public bool TryRead(IncomingMessage message, [NotNullWhen(true)] out ReceivedEvent? received, [NotNullWhen(false)] out string? reason)
    {
        try
        {
            var read = serializer.Deserialize(message.Body);
            received = read is { Item: not null } ? new ReceivedEvent(read.Stream, read.Item, read.RequestContext) : null;
            reason = "It holds no event.";
            return received is not null;
        }
        catch (Exception problem)
        {
            // Whatever a hostile or newer sender makes the serializer throw, the message is set aside with this reason.
            (received, reason) = (null, $"{problem.GetType().Name}: {problem.Message}");
            return false;
        }
    }
}
