using Crm.Actors.EndToEndTests.Support;
using Shouldly;
using Xunit;

namespace Crm.Actors.EndToEndTests.Streams;

/// <summary>Without a Redis: tickets are in the memory of a silo, for all gateways.</summary>
[Collection(SystemTests.Name)]
public sealed class MemoryTicketTests(SystemFixture fixture)
{
    [Fact]
    public async Task Ticket_OfOneGateway_OpensAStreamOfTheOtherOnce()
    {
        var ticket = (await fixture.Client.SendAsync(HttpMethod.Post, "/api/auth/stream-ticket", null)).Json.GetProperty("ticket").GetString();
        using var browser = new TestKit.Running.CrmClient(fixture.System.Gateways[1].Url, null);
        var path = new Uri($"/api/v1/deals/stream?ticket={ticket}", UriKind.Relative);

        using var first = await browser.Http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead);
        using var second = await browser.Http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead);

        ((int)first.StatusCode).ShouldBe(200);
        ((int)second.StatusCode).ShouldBe(401);
    }
}
