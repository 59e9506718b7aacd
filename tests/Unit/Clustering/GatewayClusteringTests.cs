using Crm.Actors.Gateway.Configuration;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Clustering;

/// <summary>How a gateway is told where silos are.</summary>
public sealed class GatewayClusteringTests
{
    [Fact]
    public void Read_Consul_NeedsNoDatabase()
    {
        var settings = Read(("CRM_CLUSTERING", "consul"), ("CONSUL_HTTP_ADDR", "http://consul:8500"));

        settings.MembershipConnection.ShouldBeNull();
        settings.Consul.ShouldNotBeNull().Address.Host.ShouldBe("consul");
        settings.Consul.Service.ShouldBe("crm-gateway");
    }

    [Fact]
    public void Read_Localhost_IsNeither()
    {
        var settings = Read(("CRM_CLUSTERING", "localhost"));

        settings.MembershipConnection.ShouldBeNull();
        settings.Consul.ShouldBeNull();
    }

    [Fact]
    public void Read_UnusableAddress_NamesItsVariable() =>
        Should.Throw<ConfigurationException>(() => Read(("CRM_CLUSTERING", "consul"), ("CONSUL_HTTP_ADDR", "consul:port"))).Variable.ShouldBe("CONSUL_HTTP_ADDR");

    private static GatewaySettings Read(params (string Name, string Value)[] set)
    {
        var all = set.Append(("AUTH_JWT_SECRET", "0123456789abcdef0123456789abcdef")).ToDictionary(static pair => pair.Item1, static pair => pair.Item2, StringComparer.Ordinal);
        return GatewaySettings.Read(new EnvironmentVariables(name => all.GetValueOrDefault(name)));
    }
}
