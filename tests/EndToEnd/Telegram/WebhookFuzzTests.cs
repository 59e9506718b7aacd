using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using Crm.Actors.EndToEndTests.Support;
using Crm.Actors.TestKit.Running;
using Shouldly;
using Xunit;

namespace Crm.Actors.EndToEndTests.Telegram;

/// <summary>20,000 bodies at the webhook, most of which are no updates: none is a 5xx, and each good one among them has its effect, once.</summary>
[Collection(SystemTests.Name)]
public sealed class WebhookFuzzTests(BotFixture fixture, ITestOutputHelper output) : IClassFixture<BotFixture>
{
    private const int Senders = 16;
    private const int BodiesPerSender = 1250;
    private const int GoodPerSender = 10;
    private const int Every = BodiesPerSender / GoodPerSender;
    private const long Chat = 7_000_020;
    private const long FirstGood = 5_000_000_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly ConcurrentDictionary<int, int> _counts = new();

    [Fact]
    public async Task Post_TwentyThousandBodies_No5xxAndNoGoodOneIsLost()
    {
        var account = await fixture.NewLinkedAccountAsync(Chat);
        var deal = (await account.Client.CreateDealAsync("Ten pumps", "webhook-deal")).Id;
        var errors = fixture.System.Errors.Count;
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Senders }) { BaseAddress = new Uri(fixture.System.Gateways[0].Url) };
        var started = Stopwatch.StartNew();

        await Task.WhenAll(Enumerable.Range(0, Senders).Select(sender => Task.Run(() => SendAsync(http, sender, deal))));
        // What is said last in a chat is worked on last.
        (await PostAsync(http, Good(deal, Senders * GoodPerSender))).ShouldBe(200);

        string[] notes = [];
        await Condition.WaitAsync(
            async () => (notes = await fixture.NotesAsync(deal)).Contains(Text(Senders * GoodPerSender)),
            Patience,
            () => $"the last note, and not {notes.Length} notes\n{fixture.System.Log}");
        notes.Order(StringComparer.Ordinal).ShouldBe(Enumerable.Range(0, (Senders * GoodPerSender) + 1).Select(Text));
        fixture.System.Errors.Skip(errors).ShouldBeEmpty("A body was logged as an error.");
        output.WriteLine($"{started.Elapsed.TotalSeconds:0} s; {string.Join(", ", _counts.OrderBy(static count => count.Key).Select(static count => $"{count.Key}: {count.Value}"))}");
    }

    private async Task SendAsync(HttpClient http, int sender, Guid deal)
    {
        var bodies = new FuzzedBodies(sender + 1);
        for (var i = 0; i < BodiesPerSender; i++)
        {
            // Telegram posts some twice.
            var isGood = i % Every is 0 or (Every / 2);
            var status = await PostAsync(http, isGood ? Good(deal, (sender * GoodPerSender) + (i / Every)) : bodies.Next());
            int[] expected = isGood ? [200] : [200, 400, 413];
            status.ShouldBeOneOf(expected, $"Seed {sender + 1}, body {i}");
        }
    }

    private async Task<int> PostAsync(HttpClient http, byte[] body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/telegram/webhook");
        request.Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        request.Headers.TryAddWithoutValidation("X-Telegram-Bot-Api-Secret-Token", BotFixture.Secret);
        using var response = await http.SendAsync(request);
        _counts.AddOrUpdate((int)response.StatusCode, 1, static (_, count) => count + 1);
        return (int)response.StatusCode;
    }

    /// <summary>Somebody adds a note in the chat.</summary>
    private static byte[] Good(Guid deal, int number) => Encoding.UTF8.GetBytes(
        $$$"""
        {"update_id":{{{FirstGood + number}}},"message":{"message_id":1,"from":{"id":1,"language_code":"en"},"chat":{"id":{{{Chat}}},"type":"private"},"text":"/note {{{deal}}} {{{Text(number)}}}"}}
        """);

    private static string Text(int number) => $"good {number:000}";
}
