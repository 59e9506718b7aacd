using Crm.Actors.Persistence.Configuration;
using Crm.Actors.Persistence.Faults;
using Shouldly;
using Xunit;

namespace Crm.Actors.IntegrationTests.Faults;

/// <summary>That a pass ends the process is seen in <see cref="Relay.RelayCrashTests"/>.</summary>
public sealed class FaultPointsTests
{
    [Fact]
    public void Pass_NotSetOrAnotherNameOrTooEarly_DoesNothing()
    {
        FaultPoints.None.Pass("a");
        Read(null).Pass("a");
        var points = Read("a:3,b:1");
        points.Pass("a");
        points.Pass("a");
        points.Pass("c");
    }

    [Theory]
    [InlineData("a")]
    [InlineData("a:")]
    [InlineData(":1")]
    [InlineData("a:0")]
    [InlineData("a:-1")]
    [InlineData("a:x")]
    [InlineData("a:1,")]
    [InlineData("a:1,a:2")]
    public void Read_Malformed_NamesTheVariable(string text) => Should.Throw<ConfigurationException>(() => Read(text))
        .Message.ShouldBe("CRM_FAULTS is not a list of name:N with N from 1, each name once");

    private static FaultPoints Read(string? text) => FaultPoints.Read(new EnvironmentVariables(name => name == "CRM_FAULTS" ? text : null));
}
