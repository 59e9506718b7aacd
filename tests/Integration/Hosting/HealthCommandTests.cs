using System.Net;
using System.Net.Sockets;
using System.Text;
using Crm.Actors.Persistence.Configuration;
using Crm.Actors.Silo.Hosting;
using Shouldly;
using Xunit;

namespace Crm.Actors.IntegrationTests.Hosting;

/// <summary>The command <c>silo health</c>, against a server that answers what it is told.</summary>
public sealed class HealthCommandTests
{
    private const string Variable = "CRM_SILO_HTTP_URL";

    [Theory]
    [InlineData("200 OK", 0)]
    [InlineData("503 Service Unavailable", 1)]
    public async Task RunAsync_SiloOnAllAddresses_IsAskedAtTheLoopback(string status, int expected)
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        var asked = AnswerAsync(server, status);

        (await HealthCommand.RunAsync(null, Silo($"http://0.0.0.0:{PortOf(server)}"))).ShouldBe(expected);

        (await asked).ShouldBe("GET /health/ready HTTP/1.1");
    }

    [Fact]
    public async Task RunAsync_Url_IsAskedInsteadOfTheSilo()
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        var asked = AnswerAsync(server, "200 OK");

        (await HealthCommand.RunAsync($"http://127.0.0.1:{PortOf(server)}", Silo("http://127.0.0.1:1"))).ShouldBe(0);

        (await asked).ShouldNotBeNull();
    }

    [Fact]
    public async Task RunAsync_NobodyThere_Fails()
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        var port = PortOf(server);
        server.Stop();

        (await HealthCommand.RunAsync(null, Silo($"http://127.0.0.1:{port}"))).ShouldBe(1);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("127.0.0.1:8081")]
    [InlineData("http://127.0.0.1:8081/metrics")]
    public async Task RunAsync_NoUsableUrl_NamesTheVariable(string? url) =>
        (await Should.ThrowAsync<ConfigurationException>(() => HealthCommand.RunAsync(null, Silo(url)))).Variable.ShouldBe(Variable);

    private static EnvironmentVariables Silo(string? url) => new(name => name == Variable ? url : null);

    private static int PortOf(TcpListener server) => ((IPEndPoint)server.LocalEndpoint).Port;

    private static async Task<string?> AnswerAsync(TcpListener server, string status)
    {
        using var client = await server.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        using var reader = new StreamReader(client.GetStream());
        var request = await reader.ReadLineAsync(TestContext.Current.CancellationToken);
        string? header;
        do
            header = await reader.ReadLineAsync(TestContext.Current.CancellationToken);
        while (header is { Length: > 0 });
        var answer = Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        await client.GetStream().WriteAsync(answer, TestContext.Current.CancellationToken);
        return request;
    }
}
