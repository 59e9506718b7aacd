using System.Net;
using System.Text.Json;
using Crm.Actors.TestKit.Running;
using Shouldly;
using Xunit;

namespace Crm.Actors.EndToEndTests.Observability;

/// <content>Logs, and probes of a silo.</content>
public sealed partial class ObservedSystemTests
{
    private const int CommitsFail = 2001;
    private const int RequestsCannotBeServed = 2111;

    [Fact]
    public async Task Logs_WhileTheDatabaseIsAway_AreObjectsThatNameTheTrace()
    {
        const string Edit = "3af7651916cd43dd8448eb211c80319c";
        const string Probe = "4af7651916cd43dd8448eb211c80319c";
        var deal = await NewDealAsync("logged");
        (await StatusAsync($"{Silo.HttpUrl}/health/ready")).ShouldBe(HttpStatusCode.OK);

        await System.Postgres.KillAsync();
        try
        {
            var edited = await fixture.Client.SendAsync(HttpMethod.Patch, deal, """{"title":"while it is away"}""", traceParent: $"00-{Edit}-{ClientSpan}-01");
            edited.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
            // Whatever was known of before is too old by now.
            await Condition.WaitAsync(
                async () => (await fixture.Client.SendAsync(HttpMethod.Get, "/health/ready", null, traceParent: $"00-{Probe}-{ClientSpan}-01")).Status == HttpStatusCode.ServiceUnavailable,
                Patience,
                () => $"the gateway to be not ready\n{System.Log}");
            await Condition.WaitAsync(
                async () => await StatusAsync($"{Silo.HttpUrl}/health/ready") == HttpStatusCode.ServiceUnavailable, Patience, () => $"the silo to be not ready\n{System.Log}");
            (await StatusAsync($"{Silo.HttpUrl}/health/live")).ShouldBe(HttpStatusCode.OK);
            (await StatusAsync($"{Silo.HttpUrl}/metrics")).ShouldBe(HttpStatusCode.OK);
            await UntilSaidAsync(CommitsFail, Edit);
            await UntilSaidAsync(RequestsCannotBeServed, Probe);
        }
        finally
        {
            await System.Postgres.StartAsync();
        }

        await System.UntilReadyAsync();
        await Condition.WaitAsync(async () => await StatusAsync($"{Silo.HttpUrl}/health/ready") == HttpStatusCode.OK, Patience, () => $"the silo to be ready\n{System.Log}");
        System.AllLines.Where(static line => EntryOf(line) is null).ShouldBeEmpty();
    }

    private Task UntilSaidAsync(int eventId, string trace) => Condition.WaitAsync(
        () => System.AllLines.Select(EntryOf).Any(entry => entry is { } said && Says(said, eventId, trace)),
        Patience,
        () => $"{eventId} with the trace {trace}\n{System.Log}");

    private static bool Says(JsonElement entry, int eventId, string trace) =>
        entry.TryGetProperty("eventId", out var id) && id.GetInt32() == eventId
        && entry.TryGetProperty("traceId", out var traceId) && traceId.GetString() == trace;

    /// <summary>The entry of a line; null when it is none.</summary>
    private static JsonElement? EntryOf(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var entry = document.RootElement.Clone();
            return entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty("time", out var time) && time.TryGetDateTimeOffset(out _)
                && entry.TryGetProperty("level", out _) && entry.TryGetProperty("category", out _) && entry.TryGetProperty("message", out _) ? entry : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
