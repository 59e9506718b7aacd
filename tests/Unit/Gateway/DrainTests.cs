using System.Net;
using Crm.Actors.TestKit.Running;
using Crm.Actors.UnitTests.Gateway.Fakes;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Gateway;

/// <summary>How a gateway stops.</summary>
public sealed class DrainTests : IAsyncLifetime
{
    private const string One = "/api/v1/deals/0192f0c1-0000-7000-8000-000000000001";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly RunningGateway _gateway = new() { DrainDelay = TimeSpan.FromSeconds(10) };

    public ValueTask InitializeAsync() => _gateway.InitializeAsync();

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task Stop_WhileItDrains_IsNotReadyServesAndClosesConnections()
    {
        (await _gateway.Send("GET", "/health/ready")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await _gateway.Send("GET", One)).Headers.ConnectionClose.ShouldNotBe(true);

        var stopping = _gateway.StopAsync();
        await Condition.WaitAsync(
            async () => (await _gateway.Send("GET", "/health/ready")).StatusCode == HttpStatusCode.ServiceUnavailable, Patience, () => "it is not ready any more");
        var served = await _gateway.Send("PATCH", One, "{}");

        stopping.IsCompleted.ShouldBeFalse();
        served.StatusCode.ShouldBe(HttpStatusCode.OK);
        served.Headers.ConnectionClose.ShouldBe(true);
        (await _gateway.Send("GET", "/health/live")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await stopping;
        await Should.ThrowAsync<HttpRequestException>(() => _gateway.Send("GET", "/health/live"));
    }

    [Fact]
    public async Task Stop_StreamsGoOnWhileItDrainsAndAreToldWhenToComeBack()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/deals/stream");
        using var response = await _gateway.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync());
        (await lines.ReadLineAsync()).ShouldStartWith("retry: ");

        var stopping = _gateway.StopAsync();
        var text = await lines.ReadToEndAsync();

        text.ShouldEndWith(": come back\n\n");
        await stopping;
    }
}
