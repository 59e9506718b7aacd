using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Crm.Actors.EndToEndTests.Support;
using Crm.Actors.TestKit.Network;
using Crm.Actors.TestKit.Running;
using Shouldly;
using Xunit;

namespace Crm.Actors.EndToEndTests.Commands;

/// <summary>
/// <c>./crm run --full</c>: everything on one machine, from a path with a space. In the others' collection only so that they do not run at the same time.
/// </summary>
[Collection(SystemTests.Name)]
public sealed class FullRunTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _data = Path.Combine(Path.GetTempPath(), $"crm full {RandomNumberGenerator.GetHexString(6, lowercase: true)}");
    private readonly int _port = Ports.Free();

    public void Dispose()
    {
        if (Directory.Exists(_data))
            Directory.Delete(_data, recursive: true);
    }

    [Fact]
    public async Task FullRun_StoppedAndStartedAgain_ServesThroughBothGatewaysAndKeepsItsData()
    {
        Guid deal;
        await using (var run = await StartAsync())
        {
            var token = await LogInAsync(run);
            using var first = new CrmClient(run.Gateways[0], token);
            using var second = new CrmClient(run.Gateways[1], token);
            deal = (await first.CreateDealAsync("full", "full-run")).Id;
            (await second.GetUntilAnsweredAsync($"/api/v1/deals/{deal}")).Status.ShouldBe(HttpStatusCode.OK);
            foreach (var client in (CrmClient[])[first, second])
            {
                (await client.GetAsync("/health/ready")).Status.ShouldBe(HttpStatusCode.OK);
                (await client.GetAsync("/docs")).Status.ShouldBe(HttpStatusCode.OK);
                (await client.GetAsync("/metrics")).Status.ShouldBe(HttpStatusCode.OK);
            }

            var ports = run.Ports;
            foreach (var silo in (string[])["SILO_HTTP_PORT", "SILO_2_HTTP_PORT"])
            {
                using var inside = new CrmClient($"http://127.0.0.1:{ports[silo]}", null);
                (await inside.GetAsync("/health/ready")).Status.ShouldBe(HttpStatusCode.OK);
            }

            ports.Values.ShouldAllBe(static port => IsListening(port));
            (await run.InterruptAsync()).ShouldBe(0);
            run.Lines.ShouldContain("stopped");
            ports.Values.Append(_port).ShouldAllBe(static port => !IsListening(port));
        }

        await using (var run = await StartAsync())
        {
            using var client = new CrmClient(run.Gateways[1], await LogInAsync(run));
            (await client.GetUntilAnsweredAsync($"/api/v1/deals/{deal}")).Status.ShouldBe(HttpStatusCode.OK);
            (await run.InterruptAsync()).ShouldBe(0);
        }
    }

    private async Task<CrmRun> StartAsync()
    {
        var run = await CrmRun.StartAsync(_data, "--full", "--port", $"{_port}");
        run.Gateways.ShouldBe([$"http://127.0.0.1:{_port}", $"http://127.0.0.1:{run.Ports["GATEWAY_2_PORT"]}"]);
        return run;
    }

    /// <summary>As the administrator, whom a silo makes some moments after its first start.</summary>
    private static async Task<string> LogInAsync(CrmRun run)
    {
        using var anonymous = new CrmClient(run.Gateways[0], null);
        var password = (await File.ReadAllTextAsync(Path.Combine(run.Data, "admin-password"))).Trim();
        Answer? answer = null;
        await Condition.WaitAsync(
            async () => (answer = await anonymous.SendAsync(HttpMethod.Post, "/api/auth/token", $$"""{"email":"admin@localhost","password":"{{password}}"}""")).IsAccepted,
            Patience,
            () => $"the administrator logs in: {answer}");
        return answer!.Json.GetProperty("accessToken").GetString()!;
    }

    private static bool IsListening(int port)
    {
        using var client = new TcpClient();
        try
        {
            client.Connect(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
