using System.Net;
using System.Text.RegularExpressions;
using Crm.Actors.EndToEndTests.Auth;
using Crm.Actors.TestKit.Network;
using Crm.Actors.TestKit.Running;
using Shouldly;
using Xunit;

namespace Crm.Actors.EndToEndTests.Observability;

/// <content>Figures.</content>
public sealed partial class ObservedSystemTests
{
    private static readonly string[] OfSilos =
    [
        "crm_edits_total", "crm_conflicts_total", "crm_fences_total", "crm_commit_batch_size_bucket", "crm_commit_duration_seconds_bucket",
        "crm_relay_lag", "crm_relay_leader", "crm_relay_published_total", "crm_feed_position", "crm_broker_queue_messages", "crm_dead_letters",
        "crm_reminders_fired_total", "crm_reminders_late_total", "crm_logins_refused_total", "crm_notifications_pending", "crm_telegram_sent_total",
        "crm_telegram_given_up_total", "dotnet_process_cpu_time_seconds_total", "dotnet_gc_pause_time_seconds_total",
    ];

    private static readonly string[] OfGateways =
    [
        "crm_sse_clients", "crm_sse_gaps_total", "crm_feed_lag_seconds", "crm_feed_position", "http_server_request_duration_seconds_bucket",
        "dotnet_process_cpu_time_seconds_total", "dotnet_gc_pause_time_seconds_total",
    ];

    [Fact]
    public async Task Metrics_OfSiloAndGateway_AreAllThereAndDescribed()
    {
        await using var follower = await FollowAsync();
        await NewDealAsync("measured");

        // What waits is known after the first look, and how late the feed is after the first event that somebody follows.
        await UntilAsync(SiloAsync, static silo => silo.Names.IsSupersetOf(OfSilos));
        await UntilAsync(GatewayAsync, static gateway => gateway.Names.IsSupersetOf(OfGateways));

        var (silo, gateway) = (await SiloAsync(), await GatewayAsync());
        foreach (var page in new[] { silo, gateway })
            page.Names.ShouldContain(static name => name.StartsWith("orleans_", StringComparison.Ordinal));
        var description = await File.ReadAllTextAsync(Path.Combine(RepositoryLayout.Root, "docs/metrics.md"), TestContext.Current.CancellationToken);
        var shown = silo.Names.Concat(gateway.Names).Where(static name => name.StartsWith("crm_", StringComparison.Ordinal)).Select(static name => Suffix().Replace(name, ""));
        shown.Where(name => !description.Contains($"`{name}`", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Metrics_OfWhatHappens_CountIt()
    {
        // Those of other tests have left.
        await UntilAsync(GatewayAsync, static now => now.Sum("crm_sse_clients") == 0);
        var (silo, gateway) = (await SiloAsync(), await GatewayAsync());
        var deal = await NewDealAsync("counted");
        (await fixture.Client.SendAsync(HttpMethod.Patch, deal, """{"baseVersion":1,"title":"one"}""")).Status.ShouldBe(HttpStatusCode.OK);
        (await fixture.Client.SendAsync(HttpMethod.Patch, deal, """{"baseVersion":1,"title":"two"}""")).Status.ShouldBe(HttpStatusCode.Conflict);
        (await fixture.Client.SendAsync(HttpMethod.Post, "/api/auth/token", """{"email":"nobody@example.com","password":"not the right one"}""")).Status.ShouldBe(HttpStatusCode.Unauthorized);

        await UntilAsync(SiloAsync, now =>
            Grown("crm_edits_total", "aggregate=\"deal\"", "outcome=\"accepted\"")(silo, now) == 2
            && Grown("crm_edits_total", "aggregate=\"deal\"", "outcome=\"refused\"")(silo, now) == 1
            && Grown("crm_conflicts_total", "aggregate=\"deal\"")(silo, now) == 1
            && Grown("crm_logins_refused_total", "reason=\"wrong_credentials\"")(silo, now) == 1
            && Grown("crm_commit_batch_size_sum")(silo, now) >= 2
            && Grown("crm_commit_duration_seconds_count")(silo, now) >= 2
            && Grown("crm_relay_published_total")(silo, now) >= 2);
        await using (await FollowAsync())
        {
            await UntilAsync(GatewayAsync, static now => now.Sum("crm_sse_clients") == 1);
            await using var lost = await FollowAsync("anotherlog-1");
            await UntilAsync(GatewayAsync, now => now.Sum("crm_sse_clients") == 2 && Grown("crm_sse_gaps_total")(gateway, now) >= 1);
        }

        await UntilAsync(GatewayAsync, static now => now.Sum("crm_sse_clients") == 0);
    }

    /// <summary>Neither what the programs were told in confidence nor whom and what they were used for.</summary>
    [Fact]
    public async Task Metrics_OfWhatHappens_NameNobodyAndNothing()
    {
        var deal = await NewDealAsync("unnamed");
        var account = Account.New(Gateway.Url);
        await account.RegisterAsync();
        await account.LogInAsync();
        var secrets = System.Variables.Where(static variable => variable.Key.EndsWith("SECRET", StringComparison.Ordinal) || variable.Key.EndsWith("PASSWORD", StringComparison.Ordinal))
            .Select(static variable => variable.Value)
            .Concat(System.Variables.Values.Where(static value => value.Contains("://", StringComparison.Ordinal) && value.Contains('@')).Select(PasswordOf))
            .ToList();
        secrets.Count.ShouldBeGreaterThan(5);

        foreach (var page in new[] { await SiloAsync(), await GatewayAsync() })
        {
            foreach (var word in secrets.Append(deal[^36..]).Append($"{account.Id}").Append(account.Email).Append(AuthFixture.AdminEmail))
                page.Text.ShouldNotContain(word, Case.Insensitive);
        }
    }

    [Fact]
    public async Task Metrics_WithAListenerOfTheirOwn_AreThereAlone()
    {
        var url = $"http://127.0.0.1:{Ports.Free()}";
        var gateway = System.AddGateway(("CRM_METRICS_URL", url));
        try
        {
            await System.UntilReadyAsync();

            (await StatusAsync($"{gateway.Url}/metrics")).ShouldBe(HttpStatusCode.NotFound);
            new MetricsPage(await fixture.Client.Http.GetStringAsync(new Uri($"{url}/metrics"), TestContext.Current.CancellationToken)).Names.ShouldContain("crm_sse_clients");
            (await StatusAsync($"{url}/health/ready")).ShouldBe(HttpStatusCode.OK);
            (await StatusAsync($"{url}/health/live")).ShouldBe(HttpStatusCode.OK);
            (await StatusAsync($"{url}/api/v1/deals")).ShouldBe(HttpStatusCode.NotFound);
        }
        finally
        {
            await gateway.StopAsync();
        }
    }

    private static Func<MetricsPage, MetricsPage, double> Grown(string name, params string[] labels) => (before, now) => now.Sum(name, labels) - before.Sum(name, labels);

    private static string PasswordOf(string url) => Uri.UnescapeDataString(new Uri(url).UserInfo.Split(':', 2)[^1]);

    private Task<MetricsPage> SiloAsync() => PageAsync(Silo.HttpUrl);

    private Task<MetricsPage> GatewayAsync() => PageAsync(Gateway.Url);

    private async Task<MetricsPage> PageAsync(string url) => new(await fixture.Client.Http.GetStringAsync(new Uri($"{url}/metrics"), TestContext.Current.CancellationToken));

    private async Task<HttpStatusCode> StatusAsync(string url)
    {
        using var answer = await fixture.Client.Http.GetAsync(new Uri(url), TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    private async Task UntilAsync(Func<Task<MetricsPage>> read, Func<MetricsPage, bool> isRight)
    {
        MetricsPage? last = null;
        await Condition.WaitAsync(async () => isRight(last = await read()), Patience, () => $"other figures than\n{last?.Text}\n{System.Log}");
    }

    [GeneratedRegex("_(bucket|sum|count)$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Suffix();
}
