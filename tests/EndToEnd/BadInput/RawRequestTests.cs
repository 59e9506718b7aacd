using System.Net;
using System.Text;
using Crm.Actors.EndToEndTests.Support;
using Crm.Actors.TestKit.Running;
using Shouldly;
using Xunit;

namespace Crm.Actors.EndToEndTests.BadInput;

/// <summary>G11 below HTTP's good manners: each gets a 4xx or a closed connection, and changes nothing.</summary>
[Collection(SystemTests.Name)]
public sealed class RawRequestTests(SystemFixture fixture)
{
    /// <summary>RFC 9110 section 15.6.6; the web server's own answer to a version that there is not.</summary>
    private const int HttpVersionNotSupported = 505;

    private const string Post = "POST /api/v1/deals HTTP/1.1\r\nHost: a\r\n$AUTH\r\nContent-Type: application/json\r\n";

    private static readonly string TenMegabytes = $$"""{"title":"{{new string('a', 10 << 20)}}"}""";

    public static TheoryData<string, string> Requests => new()
    {
        { "no request", "\r\n\r\n\r\n" },
        { "not HTTP", "\u0016\u0003\u0001\u0002\0\u0001\0" },
        { "unknown version", "GET /api/v1/deals HTTP/9.9\r\nHost: a\r\n\r\n" },
        { "no host", "GET /api/v1/deals HTTP/1.1\r\n\r\n" },
        { "two hosts", "GET /api/v1/deals HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n" },
        { "broken escape in the path", "GET /api/v1/deals/%zz%00 HTTP/1.1\r\nHost: a\r\n$AUTH\r\n\r\n" },
        { "broken UTF-8 in the path", "GET /api/v1/deals/%ff%fe%c3%28 HTTP/1.1\r\nHost: a\r\n$AUTH\r\n\r\n" },
        { "broken UTF-8 in the query", "GET /api/v1/deals?q=%ff%fe%c3%28 HTTP/1.1\r\nHost: a\r\n$AUTH\r\n\r\n" },
        { "raw bytes in the path", "GET /api/v1/deals/\u00ff\u00fe HTTP/1.1\r\nHost: a\r\n$AUTH\r\n\r\n" },
        { "path upwards", "GET /api/v1/../../../etc/passwd HTTP/1.1\r\nHost: a\r\n$AUTH\r\n\r\n" },
        { "NUL in a header", Post + "Idempotency-Key: a\0b\r\nContent-Length: 15\r\n\r\n{\"title\":\"nul\"}" },
        { "folded header", Post + "Idempotency-Key: a\r\n b\r\nContent-Length: 16\r\n\r\n{\"title\":\"fold\"}" },
        { "raw bytes in a header", Post + "Idempotency-Key: \u00ff\u00fe\r\nContent-Length: 15\r\n\r\n{\"title\":\"raw\"}" },
        { "two lengths", Post + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}" },
        { "negative length", Post + "Content-Length: -1\r\n\r\n{}" },
        { "bad chunk", Post + "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n" },
        { "unknown coding", Post + "Transfer-Encoding: gzip\r\n\r\n{}" },
        { "body cut short", Post + "Content-Length: 100\r\n\r\n{\"title\":\"cut\"}" },
        { "broken UTF-8 in the body", Post + "Content-Length: 16\r\n\r\n{\"title\":\"\u00ff\u00fe\u00c3(\"}" },
        { "endless header", "GET /api/v1/deals HTTP/1.1\r\nHost: a\r\nX: $LONG\r\n\r\n" },
        { "endless line", "GET /$LONG HTTP/1.1\r\nHost: a\r\n\r\n" },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task G11_RawRequest_IsRefusedAndChangesNothing(string what, string request)
    {
        var before = await fixture.System.HeadAsync();
        var status = await SendAsync(request);
        (status is 0 or (>= 400 and < 500) or HttpVersionNotSupported).ShouldBeTrue($"{what}: {status}");
        await CheckUnharmedAsync(before);
    }

    [Fact]
    public async Task G11_BodyOfTenMegabytes_IsTooLarge()
    {
        var before = await fixture.System.HeadAsync();
        using var content = new StringContent(TenMegabytes, Encoding.UTF8, "application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/deals") { Content = content };
        request.Headers.ExpectContinue = true;
        using var response = await fixture.Client.Http.SendAsync(request);
        response.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (response.Content.Headers.ContentType?.MediaType).ShouldBe("application/problem+json");
        await CheckUnharmedAsync(before);
    }

    [Fact]
    public async Task G11_TenMegabytesInChunks_AreNotReadToTheEnd()
    {
        var before = await fixture.System.HeadAsync();
        var request = Post + $"Transfer-Encoding: chunked\r\n\r\n{TenMegabytes.Length:x}\r\n{TenMegabytes}\r\n0\r\n\r\n";
        (await SendAsync(request)).ShouldBeOneOf(413, 0);
        await CheckUnharmedAsync(before);
    }

    [Fact]
    public async Task G11_LineBreakInAValue_AddsNoHeader()
    {
        using var response = await fixture.Client.Http.GetAsync(new Uri("/api/v1/deals/stream?lastEventId=a%0d%0aX-Injected:%201", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        ((int)response.StatusCode).ShouldBeLessThan(500);
        response.Headers.Contains("X-Injected").ShouldBeFalse();
    }

    private Task<int> SendAsync(string request) => RawGateway.SendAsync(fixture.System.Gateways[0].Port, Encoding.Latin1.GetBytes(request
        .Replace("$AUTH", $"Authorization: Bearer {fixture.System.Token}", StringComparison.Ordinal)
        .Replace("$LONG", new string('a', 100_000), StringComparison.Ordinal)));

    private async Task CheckUnharmedAsync(long before)
    {
        (await fixture.Client.GetAsync("/health/live")).Status.ShouldBe(HttpStatusCode.OK);
        (await fixture.System.HeadAsync()).ShouldBe(before, "A refused request changed something.");
    }
}
