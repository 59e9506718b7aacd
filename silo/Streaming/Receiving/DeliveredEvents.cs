using Orleans.Providers.Streams.Common;
using Orleans.Streams;

namespace Crm.Actors.Streaming.RabbitMq;

/// <summary>Consecutive events of one stream, delivered together. Rises by its number within one receiver; redelivered events get new numbers.</summary>
[GenerateSerializer, Immutable, Alias("crm.streaming.rabbitmq.DeliveredEvents")]
internal sealed class DeliveredEvents(StreamId stream, EventSequenceTokenV2 token, List<object> items, Dictionary<string, object>? requestContext) : IBatchContainer
{
    [Id(0)]
    private readonly EventSequenceTokenV2 _token = token;

    [Id(1)]
    private readonly List<object> _items = items;

    [Id(2)]
    private readonly Dictionary<string, object>? _requestContext = requestContext;

    /// <inheritdoc/>
    [Id(3)]
    public StreamId StreamId { get; } = stream;

    /// <inheritdoc/>
    public StreamSequenceToken SequenceToken => _token;

    /// <inheritdoc/>
    public IEnumerable<Tuple<T, StreamSequenceToken>> GetEvents<T>()
    {
        for (var i = 0; i < _items.Count; i++)
            if (_items[i] is T item)
                yield return new(item, _token.CreateSequenceTokenForEvent(i));
    }

    /// <inheritdoc/>
    public bool ImportRequestContext()
    {
        if (_requestContext is null)
            return false;
        RequestContextExtensions.Import(_requestContext);
        return true;
    }
}
