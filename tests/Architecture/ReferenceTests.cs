using System.Reflection;
using Shouldly;
using Xunit;

namespace Crm.Actors.ArchitectureTests;

/// <summary>Which part may know which. Looks at what the compiled code uses and at what the projects name.</summary>
public sealed class ReferenceTests
{
    private static readonly Assembly Contracts = typeof(Crm.Actors.Contracts.Caller).Assembly;
    private static readonly Assembly Grains = typeof(Crm.Actors.Grains.Kernel.IIdSource).Assembly;
    private static readonly Assembly Persistence = typeof(Crm.Actors.Persistence.EventStore.EventStoreOptions).Assembly;
    private static readonly Assembly Gateway = Assembly.Load("Crm.Actors.Gateway");
    private static readonly Assembly Silo = Assembly.Load("Crm.Actors.Silo");

    [Theory]
    [InlineData("contracts/Crm.Actors.Contracts.csproj")]
    [InlineData("grains/Crm.Actors.Grains.csproj", "Crm.Actors.Contracts")]
    [InlineData("silo/Persistence/Crm.Actors.Persistence.csproj", "Crm.Actors.Grains")]
    [InlineData("silo/Streaming/Crm.Actors.Streaming.RabbitMq.csproj")]
    [InlineData("silo/Crm.Actors.Silo.csproj", "Crm.Actors.Persistence", "Crm.Actors.Streaming.RabbitMq", "Crm.Actors.Clustering.Consul", "Crm.Actors.RateLimits", "Crm.Actors.Observability")]
    [InlineData("silo/Clustering/Crm.Actors.Clustering.Consul.csproj")]
    [InlineData("silo/RateLimits/Crm.Actors.RateLimits.csproj")]
    [InlineData("silo/Observability/Crm.Actors.Observability.csproj", "Crm.Actors.Contracts")]
    [InlineData("gateway/Crm.Actors.Gateway.csproj", "Crm.Actors.Contracts", "Crm.Actors.Clustering.Consul", "Crm.Actors.RateLimits", "Crm.Actors.Observability")]
    public void Project_ReferencesOnlyWhatItMay(string project, params string[] allowed) =>
        Repository.References(project).Projects.Except(allowed).ShouldBeEmpty($"{project} may refer to {string.Join(", ", allowed)} only.");

    [Fact]
    public void Contracts_NeedOrleansSdkOnly()
    {
        Repository.References("contracts/Crm.Actors.Contracts.csproj").Packages.ShouldBe(["Microsoft.Orleans.Sdk"]);
        Foreign(Contracts, "Orleans").ShouldBeEmpty();
    }

    [Fact]
    public void Grains_KnowNoDatabaseNoBrokerNoWeb() =>
        Foreign(Grains, "Orleans", "Crm.Actors.Contracts", "Microsoft.Extensions.", "NodaTime").ShouldBeEmpty();

    [Fact]
    public void Persistence_KnowsNoWebAndNoBroker() =>
        Used(Persistence).Where(static name => Starts(name, "Microsoft.AspNetCore", "RabbitMQ", "Crm.Actors.Silo", "Crm.Actors.Gateway")).ShouldBeEmpty();

    [Fact]
    public void Gateway_KnowsNoDatabaseAndNoRules() =>
        Used(Gateway).Where(static name => Starts(name, "Npgsql", "Crm.Actors.Grains", "Crm.Actors.Persistence", "Crm.Actors.Silo", "dbup")).ShouldBeEmpty();

    [Fact]
    public void Silo_KnowsNoWebAndNoGateway() =>
        Used(Silo).Where(static name => Starts(name, "Microsoft.AspNetCore", "Crm.Actors.Gateway")).ShouldBeEmpty();

    /// <summary>What an assembly uses beside .NET itself and what it may.</summary>
    private static IEnumerable<string> Foreign(Assembly assembly, params string[] allowed) =>
        Used(assembly).Where(name => !Starts(name, "System", "netstandard", "mscorlib", "Microsoft.CSharp") && !Starts(name, allowed));

    private static IEnumerable<string> Used(Assembly assembly) => assembly.GetReferencedAssemblies().Select(static name => name.Name!);

    private static bool Starts(string name, params string[] prefixes) =>
        prefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal));
}
