using Crm.Actors.Clustering.Consul;
using Crm.Actors.Persistence.Configuration;
using Crm.Actors.Silo.Hosting;
using Microsoft.Extensions.Hosting;
using Orleans.Runtime.MembershipService;
using Shouldly;
using Xunit;

namespace Crm.Actors.IntegrationTests.Clustering;

/// <summary>How a silo is told where the membership is.</summary>
public sealed class SiloClusteringTests
{
    [Theory]
    [InlineData("consul", true, 1)]
    [InlineData("consul", false, 0)]
    [InlineData("adonet", true, 0)]
    public void Add_Clustering_HasItsTableAndRegistersWhereWanted(string clustering, bool isListed, int registrations)
    {
        var settings = Read(("CRM_CLUSTERING", clustering), ("CRM_CONSUL_SERVICE", isListed ? "" : "off"));
        var builder = Host.CreateApplicationBuilder();
        builder.AddOrleansSilo(settings);
        builder.AddServiceRegistration(settings);

        builder.Services.Where(static service => service.ServiceType == typeof(IMembershipTable))
            .ShouldHaveSingleItem().ImplementationType.ShouldBe(clustering == "consul" ? typeof(ConsulMembershipTable) : typeof(AdoNetClusteringTable));
        builder.Services.Where(static service => service.ServiceType == typeof(IHostedService))
            .Count(static service => service.ImplementationFactory?.Method.ReturnType == typeof(ConsulServiceRegistration))
            .ShouldBe(registrations);
    }

    [Fact]
    public void Read_Unknown_SaysWhatThereIs() =>
        Should.Throw<ConfigurationException>(() => Read(("CRM_CLUSTERING", "etcd"))).Message.ShouldBe("CRM_CLUSTERING is none of adonet, consul and localhost");

    [Fact]
    public void Read_UnusableAddress_NamesItsVariable() =>
        Should.Throw<ConfigurationException>(() => Read(("CONSUL_HTTP_ADDR", "consul:port"))).Variable.ShouldBe("CONSUL_HTTP_ADDR");

    private static SiloSettings Read(params (string Name, string Value)[] set)
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["CRM_DATABASE_URL"] = "postgresql://crm_writer:p@db/crm",
            ["CRM_READER_DATABASE_URL"] = "postgresql://crm_reader:p@db/crm",
            ["ORLEANS_DATABASE_URL"] = "postgresql://orleans_app:p@db/crm",
        };
        foreach (var (name, value) in set)
            all[name] = value;
        return SiloSettings.Read(new EnvironmentVariables(name => all.GetValueOrDefault(name)));
    }
}
