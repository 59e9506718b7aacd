using Crm.Actors.TestKit.Configuration;
using Crm.Actors.TestKit.Network;
using Crm.Actors.TestKit.Running;
using Shouldly;
using Xunit;

namespace Crm.Actors.EndToEndTests.Operations;

/// <summary>Programs whose every secret has a mark and whose every service is away: they say so, and nothing of the secrets.</summary>
[Collection(OperationsTests.Name)]
public sealed class SecretsInOutputTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly SampleValues _samples = new();

    public void Dispose() => _samples.Dispose();

    [Theory]
    [InlineData("migrate")]
    [InlineData("verify")]
    [InlineData("dead-letters", "list")]
    public async Task Command_NothingThere_FailsAndKeepsSecrets(params string[] command)
    {
        var variables = Variables("text");
        await using var silo = ServerProcess.Start($"silo {command[0]}", RepositoryLayout.SiloProgram, variables, command);

        var (code, output) = await silo.EndAsync().WaitAsync(Patience);

        code.ShouldNotBe(0);
        output.ShouldNotBeNullOrWhiteSpace();
        output.ShouldNotContain(SampleValues.Mark, Case.Insensitive);
    }

    [Theory]
    [InlineData("text")]
    [InlineData("json")]
    public async Task Silo_NothingThere_FailsAndKeepsSecrets(string format)
    {
        await using var silo = ServerProcess.Start("silo", RepositoryLayout.SiloProgram, Variables(format));

        var (code, output) = await silo.EndAsync().WaitAsync(Patience);

        code.ShouldNotBe(0);
        output.ShouldNotBeNullOrWhiteSpace();
        output.ShouldNotContain(SampleValues.Mark, Case.Insensitive);
    }

    [Theory]
    [InlineData("text")]
    [InlineData("json")]
    public async Task Gateway_NothingThere_ServesAndKeepsSecrets(string format)
    {
        var variables = Variables(format);
        variables["CRM_COMMIT_LANE"] = "a mistyped variable";
        await using var gateway = ServerProcess.Start("gateway", RepositoryLayout.GatewayProgram, variables);
        using var client = new CrmClient(variables["CRM_HTTP_URL"], null);

        await Condition.WaitAsync(
            async () => await client.TrySendAsync(HttpMethod.Post, "/api/auth/token", """{"email":"a@example.com","password":"not the right one"}""", null) is { IsRetryable: true },
            Patience,
            () => $"the gateway to answer 503\n{string.Join('\n', gateway.Lines)}");

        gateway.Lines.Any(static line => line.Contains("CRM_COMMIT_LANE", StringComparison.Ordinal)).ShouldBeTrue("The mistyped variable is not warned of.");
        gateway.Lines.Any(static line => line.Contains("No silo is connected", StringComparison.Ordinal)).ShouldBeTrue();
        gateway.Lines.Where(static line => line.Contains(SampleValues.Mark, StringComparison.OrdinalIgnoreCase)).ShouldBeEmpty();
    }

    /// <summary>All that there are, at addresses where nobody is.</summary>
    private Dictionary<string, string> Variables(string format)
    {
        var variables = _samples.All();
        var nobody = Ports.Free();
        foreach (var (name, value) in variables.ToList())
        {
            variables[name] = value
                .Replace("127.0.0.1:5432", $"127.0.0.1:{nobody}", StringComparison.Ordinal)
                .Replace("127.0.0.1:4318", $"127.0.0.1:{nobody}", StringComparison.Ordinal)
                .Replace("@broker:5672", $"@127.0.0.1:{nobody}", StringComparison.Ordinal)
                .Replace("@redis:6379", $"@127.0.0.1:{nobody}", StringComparison.Ordinal);
        }

        foreach (var listener in new[] { "CRM_HTTP_URL", "CRM_SILO_HTTP_URL", "CRM_METRICS_URL" })
            variables[listener] = $"http://127.0.0.1:{Ports.Free()}";
        foreach (var port in new[] { "CRM_SILO_PORT", "CRM_SILO_GATEWAY_PORT" })
            variables[port] = $"{Ports.Free()}";
        variables["CRM_LOG_FORMAT"] = format;
        return variables;
    }
}
