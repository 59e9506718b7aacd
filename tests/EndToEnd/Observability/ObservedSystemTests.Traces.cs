using System.Text;
using System.Text.Json;
using Crm.Actors.TestKit.Observability;
using Crm.Actors.TestKit.Running;
using RabbitMQ.Client;
using Shouldly;
using Xunit;

namespace Crm.Actors.EndToEndTests.Observability;

/// <content>One request is one trace (W3C Trace Context), from the client's own span to the last who hears of it.</content>
public sealed partial class ObservedSystemTests
{
    private const string Exchange = "crm.events";
    private const string Queue = "tests.observed";
    private const string ClientSpan = "b7ad6b7169203331";

    /// <summary>What a trace of a patch has to have: who, what to others, and the beginning of the name.</summary>
    private static readonly (string Service, SpanKind Kind, string Name)[] Hops =
    [
        ("crm-gateway", SpanKind.Server, "PATCH /api/v1/deals/{id}"),
        ("crm-gateway", SpanKind.Client, "IDealGrain/Patch"),
        ("crm-silo", SpanKind.Server, "IDealGrain/Patch"),
        ("crm-silo", SpanKind.Client, "commit crm.deals"),
        ("crm-silo", SpanKind.Client, "postgresql"),
        ("crm-silo", SpanKind.Producer, "publish crm.events"),
        ("crm-silo", SpanKind.Consumer, "process pipeline-summary"),
        ("crm-gateway", SpanKind.Producer, "deliver streams"),
    ];

    [Fact]
    public async Task Patch_OfATracedRequest_IsOneTraceThroughAllHops()
    {
        const string Trace = "0af7651916cd43dd8448eb211c80319c";
        await using var connection = await System.RabbitMq!.ConnectAsync(TestContext.Current.CancellationToken);
        await using var channel = await BindAsync(connection);
        var deal = await NewDealAsync("traced");
        await using var follower = await FollowAsync();

        var patched = await fixture.Client.SendAsync(HttpMethod.Patch, deal, """{"title":"one trace"}""", "observed-trace", traceParent: $"00-{Trace}-{ClientSpan}-01");
        patched.IsAccepted.ShouldBeTrue(patched.ToString());

        await UntilWholeAsync(Trace);
        var spans = fixture.Receiver.OfTrace(Trace);
        var request = HopOf(spans, Hops[0]);
        request.ParentId.ShouldBe(ClientSpan);
        HopOf(spans, Hops[2]).ParentId.ShouldBe(HopOf(spans, Hops[1]).SpanId);
        var commit = HopOf(spans, Hops[3]);
        (commit.ParentId, commit.Attributes["db.system.name"], commit.Attributes["db.collection.name"]).ShouldBe((request.SpanId, "postgresql", "crm.deals"));
        spans.Exists(span => Is(span, Hops[4]) && span.ParentId == commit.SpanId).ShouldBeTrue("The statement is no part of the commit.");
        var publish = HopOf(spans, Hops[5]);
        (publish.Attributes["messaging.system"], publish.Attributes["messaging.operation.type"], publish.Attributes["cloudevents.event_type"]).ShouldBe(("rabbitmq", "send", "deal.updated"));
        int.Parse(HopOf(spans, Hops[7]).Attributes["crm.sse.clients"]).ShouldBeGreaterThan(0);

        // The message names the hop, the event the request.
        var message = await NextAsync(channel);
        Encoding.ASCII.GetString((byte[])message.BasicProperties.Headers!["traceparent"]!).ShouldBe($"00-{Trace}-{publish.SpanId}-01");
        JsonDocument.Parse(message.Body).RootElement.GetProperty("traceparent").GetString().ShouldBe($"00-{Trace}-{request.SpanId}-01");
        message.BasicProperties.MessageId.ShouldBe(publish.Attributes["messaging.message.id"]);
    }

    [Fact]
    public async Task Patch_OfARequestThatIsNotRecorded_LeavesNoSpanAndKeepsItsTrace()
    {
        const string Unrecorded = "1af7651916cd43dd8448eb211c80319c";
        const string Recorded = "2af7651916cd43dd8448eb211c80319c";
        var deal = await NewDealAsync("untraced");
        await using var follower = await FollowAsync();

        await fixture.Client.SendAsync(HttpMethod.Patch, deal, """{"title":"not recorded"}""", traceParent: $"00-{Unrecorded}-{ClientSpan}-00");
        await fixture.Client.SendAsync(HttpMethod.Patch, deal, """{"title":"recorded"}""", traceParent: $"00-{Recorded}-{ClientSpan}-01");

        await UntilWholeAsync(Recorded);
        fixture.Receiver.OfTrace(Unrecorded).ShouldBeEmpty();
        follower.Events.Select(static e => JsonDocument.Parse(e.Data).RootElement)
            .Where(static e => e.TryGetProperty("traceparent", out _))
            .Select(static e => e.GetProperty("traceparent").GetString()!)
            .ShouldContain($"00-{Unrecorded}-{ClientSpan}-00");
    }

    /// <summary>Reminders, relays and long polls go on all day; they belong to no request, and are in nobody's way.</summary>
    [Fact]
    public async Task Traces_AllOfThem_BeginWithARequest()
    {
        await NewDealAsync("beginning");
        await Condition.WaitAsync(() => fixture.Receiver.Spans.Any(static span => span.ParentId.Length == 0), Patience, () => $"a trace\n{System.Log}");

        var beginnings = fixture.Receiver.Spans.Where(static span => span.ParentId.Length == 0).ToList();
        beginnings.ShouldAllBe(static span => span.Service == "crm-gateway" && span.Kind == SpanKind.Server);
        beginnings.ShouldAllBe(static span => !span.Name.Contains("/health", StringComparison.Ordinal) && !span.Name.Contains("/stream", StringComparison.Ordinal));
    }

    private Task UntilWholeAsync(string trace) => Condition.WaitAsync(
        () => IsWhole(fixture.Receiver.OfTrace(trace)),
        Patience,
        () => $"All hops of {trace}, but {string.Join(", ", fixture.Receiver.OfTrace(trace).Select(static span => $"{span.Service} {span.Kind} {span.Name} < {span.ParentId}"))}\n{System.Log}");

    /// <summary>All hops are there, and everything but the client's span that something else names as its cause.</summary>
    private static bool IsWhole(List<ReceivedSpan> spans)
    {
        var known = spans.Select(static span => span.SpanId).Append(ClientSpan).ToHashSet(StringComparer.Ordinal);
        return Array.TrueForAll(Hops, hop => spans.Exists(span => Is(span, hop))) && spans.TrueForAll(span => known.Contains(span.ParentId));
    }

    private static ReceivedSpan HopOf(List<ReceivedSpan> spans, (string Service, SpanKind Kind, string Name) hop) => spans.Find(span => Is(span, hop)).ShouldNotBeNull();

    private static bool Is(ReceivedSpan span, (string Service, SpanKind Kind, string Name) hop) =>
        span.Service == hop.Service && span.Kind == hop.Kind && span.Name.StartsWith(hop.Name, StringComparison.Ordinal);

    private static async Task<IChannel> BindAsync(IConnection connection)
    {
        var channel = await connection.CreateChannelAsync();
        await channel.ExchangeDeclareAsync(Exchange, ExchangeType.Topic, durable: true);
        await channel.QueueDeclareAsync(Queue, durable: false, exclusive: true, autoDelete: false);
        await channel.QueueBindAsync(Queue, Exchange, "deal.updated");
        return channel;
    }

    private async Task<BasicGetResult> NextAsync(IChannel channel)
    {
        BasicGetResult? got = null;
        await Condition.WaitAsync(async () => (got = await channel.BasicGetAsync(Queue, autoAck: true)) is not null, Patience, () => $"an event\n{System.Log}");
        return got!;
    }
}
