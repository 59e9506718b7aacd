using Crm.Actors.EndToEndTests.Support;
using Crm.Actors.Grains.Deals;
using Crm.Actors.TestKit.Running;
using Shouldly;
using Xunit;

namespace Crm.Actors.EndToEndTests.Bridge;

/// <summary>
/// G7: a system that knows only the broker and CloudEvents gets every event of every deal, in the order of each deal's versions. In the
/// others' collection only so that they do not run at the same time.
/// </summary>
[Collection(SystemTests.Name)]
public sealed class ForeignConsumerTests
{
    private const string Queue = "tests.foreign";
    private static readonly DealEventCodec Codec = new();
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    [Fact]
    public async Task G7_EditsThroughRest_ReachAForeignConsumerThatIsNotAlwaysThere()
    {
        await using var system = await CrmSystem.StartAsync(new CrmSystemOptions { RabbitMq = true });
        using var client = new CrmClient(system.Gateways[0].Url, system.Token);
        var seen = new List<string>();
        var deals = new List<Guid>();
        await using (var consumer = await ExampleConsumer.StartAsync(system.RabbitMq!.AmqpUri, Queue))
        {
            deals.Add(await EditAsync(client, "first"));
            await UntilSeenAsync(system, consumer, seen, deals);
        }

        deals.Add(await EditAsync(client, "while it was away"));
        await using var again = await ExampleConsumer.StartAsync(system.RabbitMq.AmqpUri, Queue);
        deals.Add(await EditAsync(client, "after it came back"));
        await UntilSeenAsync(system, again, seen, deals);
    }

    /// <summary>Waits until it has seen all events of the deals, and checks that it saw nothing else and no deal's out of order.</summary>
    private static async Task UntilSeenAsync(CrmSystem system, ExampleConsumer consumer, List<string> seen, List<Guid> deals)
    {
        var before = seen.ToList();
        var expected = new List<string>();
        foreach (var deal in deals)
            expected.AddRange((await system.EventsAsync(deal)).Select(e => $"{Codec.TypeOf(e.Data).Name} {deal} {e.Version}"));
        await Condition.WaitAsync(
            () => !expected.Except(before.Concat(consumer.Events)).Any(),
            Patience,
            () => $"All of\n{string.Join('\n', expected)}\nbut\n{string.Join('\n', before.Concat(consumer.Events))}\n{system.Log}");
        seen.AddRange(consumer.Events);
        // What is repeated is repeated after its first time.
        foreach (var deal in deals)
            seen.Distinct().Where(line => Subject(line) == $"{deal}").ShouldBe(expected.Where(line => Subject(line) == $"{deal}"));
        seen.Except(expected).ShouldBeEmpty();
    }

    /// <summary>A deal that has seen something of everything.</summary>
    private static async Task<Guid> EditAsync(CrmClient client, string title)
    {
        var deal = (await client.CreateDealAsync(title, $"foreign {title}".Replace(' ', '-'))).Id;
        var edits = new (HttpMethod Method, string Path, string? Json)[]
        {
            (HttpMethod.Patch, "", """{"title":"\"é 😀\"","tags":["a","b"],"customFields":{"k":1.50}}"""),
            (HttpMethod.Post, "/stage", """{"stage":"proposal"}"""),
            (HttpMethod.Post, "/lose", """{"reason":"price"}"""),
            (HttpMethod.Post, "/reopen", null),
            (HttpMethod.Post, "/win", null),
            (HttpMethod.Post, "/archive", null),
            (HttpMethod.Post, "/restore", null),
            (HttpMethod.Post, "/owner", """{"ownerId":"00000000-0000-7000-8000-000000000002"}"""),
        };
        for (var i = 0; i < edits.Length; i++)
        {
            var answer = await client.SendUntilAnsweredAsync(edits[i].Method, $"/api/v1/deals/{deal}{edits[i].Path}", edits[i].Json, $"foreign-{deal}-{i}");
            answer.IsAccepted.ShouldBeTrue($"{edits[i]}: {answer}");
        }

        return deal;
    }

    private static string Subject(string line) => line.Split(' ')[1];
}
