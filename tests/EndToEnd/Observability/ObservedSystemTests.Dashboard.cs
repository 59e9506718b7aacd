using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Crm.Actors.EndToEndTests.Auth;
using Crm.Actors.TestKit.Running;
using Shouldly;
using Xunit;

namespace Crm.Actors.EndToEndTests.Observability;

/// <content>Orleans' dashboard, as a browser sees it. Who may see it at all is in the table of who may do what.</content>
public sealed partial class ObservedSystemTests
{
    [Fact]
    public async Task Dashboard_AfterSigningIn_ShowsTheClusterToABrowser()
    {
        var admin = new Account(Gateway.Url, AuthFixture.AdminEmail, AuthFixture.AdminPassword);
        await Condition.WaitAsync(async () => (await admin.TryLogInAsync()).IsAccepted, Patience, () => $"the first administrator\n{System.Log}");
        // It keeps cookies and sends no other headers.
        using var browser = new HttpClient { BaseAddress = new Uri(Gateway.Url) };
        (await browser.GetAsync(new Uri("/dashboard/", UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await browser.GetStringAsync(new Uri("/dashboard/sign-in", UriKind.Relative), TestContext.Current.CancellationToken)).ShouldContain("sign-in.js");

        using var begin = new HttpRequestMessage(HttpMethod.Post, "/dashboard/session");
        begin.Headers.Authorization = new AuthenticationHeaderValue("Bearer", admin.AccessToken);
        (await browser.SendAsync(begin, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        (await browser.GetStringAsync(new Uri("/dashboard", UriKind.Relative), TestContext.Current.CancellationToken)).ShouldContain("Orleans Dashboard");
        await Condition.WaitAsync(async () => await ActiveHostsAsync(browser) == 1, Patience, () => $"the dashboard to know the silo\n{System.Log}");
        (await browser.GetAsync(new Uri("/dashboard/GrainState?grainId=x&grainType=y", UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await browser.GetAsync(new Uri("/api/v1/deals", UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    /// <summary>How many silos the dashboard knows; 0 when it cannot say.</summary>
    private static async Task<int> ActiveHostsAsync(HttpClient browser)
    {
        using var answer = await browser.GetAsync(new Uri("/dashboard/DashboardCounters", UriKind.Relative));
        return answer.IsSuccessStatusCode
            ? JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("totalActiveHostCount").GetInt32()
            : 0;
    }
}
