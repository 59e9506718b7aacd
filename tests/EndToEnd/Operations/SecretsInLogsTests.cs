using Shouldly;
using Xunit;

namespace Crm.Actors.EndToEndTests.Operations;

/// <summary>What the environment of a system that runs and works holds of secrets is in none of its logs.</summary>
[Collection(OperationsTests.Name)]
public sealed class SecretsInLogsTests(OperationsFixture fixture)
{
    [Fact]
    public void Logs_OfSiloAndGateway_HoldNoSecret()
    {
        var lines = fixture.System.AllLines.ToList();

        lines.ShouldNotBeEmpty();
        fixture.Secrets.ShouldAllBe(static secret => secret.Length >= 8);
        foreach (var secret in fixture.Secrets)
            lines.Where(line => line.Contains(secret, StringComparison.OrdinalIgnoreCase) || line.Contains(Uri.EscapeDataString(secret), StringComparison.OrdinalIgnoreCase)).ShouldBeEmpty();
    }
}
