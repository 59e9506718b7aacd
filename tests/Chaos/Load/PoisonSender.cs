using System.Globalization;
using System.Text;
using Crm.Actors.Chaos.Readers;
using Crm.Actors.Contracts.Feed;
using Crm.Actors.TestKit.RabbitMq;
using RabbitMQ.Client;

namespace Crm.Actors.Chaos.Load;

/// <summary>Publishes to the exchange what nobody can process.</summary>
/// <param name="broker">Where the exchange is.</param>
/// <param name="deals">Deals that exist.</param>
/// <param name="random">Makes ids and chooses partitions.</param>
public sealed class PoisonSender(RabbitMqServer broker, DealPool deals, Random random)
{
    private const string Exchange = "crm.events";
    private const int Queues = 8;
    private const long FarVersion = 1_000_000;
    private const string NoData = """{"nothing":"useful"}""";

    private const string Data = """
        {"changes":[{"field":"title","from":"a","to":"b"}],"deal":{"ownerId":"00000000-0000-7000-8000-000000000001","teamId":null,
        "pipelineId":"00000000-0000-7000-8000-0000000000d1","stage":"new","amount":"1.00","currency":"EUR","status":"open","archived":false}}
        """;

    /// <summary>One message of each kind.</summary>
    public static int Kinds => 5;

    /// <summary>Sends one of each kind, and returns when the broker has confirmed them.</summary>
    public async Task SendAsync()
    {
        await using var connection = await broker.ConnectAsync();
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true));
        var known = deals.Any(random);
        await PublishAsync(channel, random.Next(Queues), "neither JSON nor {");
        await PublishAsync(channel, random.Next(Queues), """{"hello":"world"}""");
        await PublishAsync(channel, NewId(), 1, NoData);
        await PublishAsync(channel, NewId(), 1, Data);
        await PublishAsync(channel, known, FarVersion, Data);
    }

    private Task PublishAsync(IChannel channel, Guid deal, long version, string data) =>
        PublishAsync(channel, EventPartition.Of(deal) % Queues, CloudEvent(deal, version, data.ReplaceLineEndings("")));

    private string CloudEvent(Guid deal, long version, string data) => string.Create(CultureInfo.InvariantCulture, $$"""
        {"specversion":"1.0","id":"{{NewId()}}","source":"/crm/deals","type":"deal.updated","subject":"{{deal}}",
        "time":"2026-01-01T00:00:00.000000Z","sequence":"{{version}}","position":"{{version}}",
        "actorid":"00000000-0000-7000-8000-000000000001","datacontenttype":"application/json","data":{{data}}}
        """);

    private static async Task PublishAsync(IChannel channel, int queue, string body)
    {
        var properties = new BasicProperties
        {
            Persistent = true,
            ContentType = CloudEventJson.MediaType,
            Type = "deal.updated",
            Headers = new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["partition"] = queue.ToString(CultureInfo.InvariantCulture),
                [ForeignConsumer.PoisonHeader] = true,
            },
        };
        await channel.BasicPublishAsync(Exchange, "deal.updated", mandatory: true, properties, Encoding.UTF8.GetBytes(body));
    }

    private Guid NewId()
    {
        var bytes = new byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes);
    }
}
