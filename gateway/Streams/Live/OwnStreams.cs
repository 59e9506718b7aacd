namespace Crm.Actors.Gateway.Streams.Live;

/// <summary>The open streams of this gateway, as they are now.</summary>
internal sealed class OwnStreams(StreamHub hub, StreamClock clock, GatewayName name)
{
    public IReadOnlyList<LiveStream> List() => [.. hub.Standing().Select(standing => Describe(standing.Client, standing.Position))];

    private LiveStream Describe(StreamClient client, long? position) => new()
    {
        Id = client.Id,
        Gateway = name.Text,
        UserId = client.Caller.UserId,
        Kind = LiveStreamKinds.Of(client.Filter),
        DealId = client.Filter.Subject,
        Types = client.Filter.Types?.Text,
        Stage = client.Filter.Stage,
        OwnerId = client.Filter.Owner,
        Position = position is { } at ? new StreamPosition(client.Ring.Epoch, at).ToString() : null,
        Since = client.Since,
        HeartbeatAt = client.ServedAt is > 0 and var served ? clock.When(served) : client.Since,
    };
}
