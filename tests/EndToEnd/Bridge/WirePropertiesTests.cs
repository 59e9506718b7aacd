using System.Globalization;
using System.Text;
using System.Text.Json;
using Crm.Actors.EndToEndTests.Support;
using Crm.Actors.TestKit.Running;
using RabbitMQ.Client;
using Shouldly;
using Xunit;

namespace Crm.Actors.EndToEndTests.Bridge;

/// <summary>
/// What <c>docs/events.md</c> says of keys, properties and headers holds for an edit that came over REST, in somebody else's queue. In the
/// others' collection only so that they do not run at the same time.
/// </summary>
[Collection(SystemTests.Name)]
public sealed class WirePropertiesTests
{
    private const string Exchange = "crm.events";
    private const string Queue = "tests.wire";
    private const string TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Patch_WithTraceParent_ReachesAForeignQueueWithKeyPropertiesAndTrace()
    {
        await using var system = await CrmSystem.StartAsync(new CrmSystemOptions { RabbitMq = true });
        await using var connection = await system.RabbitMq!.ConnectAsync(TestContext.Current.CancellationToken);
        await using var channel = await BindAsync(connection);
        using var client = new CrmClient(system.Gateways[0].Url, system.Token);

        var deal = (await client.CreateDealAsync("wire", "wire-create")).Id;
        var created = await NextAsync(system, channel);
        ShouldBeEvent(created, "deal.created", deal);
        created.BasicProperties.Headers!.ContainsKey("traceparent").ShouldBeFalse();
        Body(created).TryGetProperty("traceparent", out _).ShouldBeFalse();

        var patched = await client.SendAsync(HttpMethod.Patch, $"/api/v1/deals/{deal}", """{"title":"wired"}""", "wire-patch", traceParent: TraceParent);
        patched.IsAccepted.ShouldBeTrue(patched.ToString());
        var updated = await NextAsync(system, channel);
        ShouldBeEvent(updated, "deal.updated", deal);
        Encoding.ASCII.GetString((byte[])updated.BasicProperties.Headers!["traceparent"]!).ShouldBe(TraceParent);
        Body(updated).GetProperty("traceparent").GetString().ShouldBe(TraceParent);
        (await system.Database.ScalarAsync<string>($"SELECT string_agg(id::text, ' ' ORDER BY version) FROM events.log WHERE aggregate_id = '{deal}'", TestContext.Current.CancellationToken))
            .ShouldBe($"{created.BasicProperties.MessageId} {updated.BasicProperties.MessageId}");
    }

    private static void ShouldBeEvent(BasicGetResult got, string type, Guid deal)
    {
        var (body, properties) = (Body(got), got.BasicProperties);
        (got.Exchange, got.RoutingKey, properties.Type, body.GetProperty("type").GetString()).ShouldBe((Exchange, type, type, type));
        body.GetProperty("subject").GetGuid().ShouldBe(deal);
        properties.ContentType.ShouldBe("application/cloudevents+json");
        properties.DeliveryMode.ShouldBe(DeliveryModes.Persistent);
        properties.MessageId.ShouldBe(body.GetProperty("id").GetString());
        var time = DateTimeOffset.Parse(body.GetProperty("time").GetString()!, CultureInfo.InvariantCulture);
        properties.Timestamp.UnixTime.ShouldBe(time.ToUnixTimeSeconds());
    }

    private static async Task<IChannel> BindAsync(IConnection connection)
    {
        var channel = await connection.CreateChannelAsync();
        await channel.ExchangeDeclareAsync(Exchange, ExchangeType.Topic, durable: true);
        await channel.QueueDeclareAsync(Queue, durable: false, exclusive: true, autoDelete: false);
        await channel.QueueBindAsync(Queue, Exchange, "deal.#");
        return channel;
    }

    private static async Task<BasicGetResult> NextAsync(CrmSystem system, IChannel channel)
    {
        BasicGetResult? got = null;
        await Condition.WaitAsync(async () => (got = await channel.BasicGetAsync(Queue, autoAck: true)) is not null, Patience, () => $"an event\n{system.Log}");
        return got!;
    }

    private static JsonElement Body(BasicGetResult got) => JsonDocument.Parse(got.Body).RootElement;
}
