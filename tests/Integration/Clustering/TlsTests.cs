using Crm.Actors.Clustering.Consul;
using Crm.Actors.TestKit.Consul;
using Shouldly;
using Xunit;

namespace Crm.Actors.IntegrationTests.Clustering;

/// <summary>An agent that shows a certificate of its own authority, and wants to see one.</summary>
public sealed class TlsTests : IAsyncLifetime
{
    private ConsulServer _server = null!;

    private ConsulCertificates Files => _server.Certificates!;

    public async ValueTask InitializeAsync() => _server = await ConsulServer.StartNewAsync(new ConsulServerOptions { Tls = true });

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Table_AuthorityAndCertificate_Works()
    {
        await using var cluster = Https(options => (options.CaFile, options.CertificateFile, options.KeyFile) = (Files.Authority, Files.Client, Files.ClientKey));
        cluster.Validate();

        await cluster.Table.AddAsync(Members.Entry(SiloStatus.Active));

        (await cluster.Gateways.GetGatewaysAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Table_CertificateAndKeyInOneFile_Works()
    {
        var file = $"{Files.Client}.both";
        await File.WriteAllTextAsync(file, await File.ReadAllTextAsync(Files.Client) + '\n' + await File.ReadAllTextAsync(Files.ClientKey));
        await using var cluster = Https(options => (options.CaFile, options.CertificateFile) = (Files.Authority, file));
        cluster.Validate();

        await cluster.Table.AddAsync(Members.Entry());
    }

    [Fact]
    public async Task Table_NoCertificate_IsRefused()
    {
        await using var cluster = Https(options => options.CaFile = Files.Authority);

        await Should.ThrowAsync<ConsulUnavailableException>(() => cluster.Table.ReadAllAsync());
    }

    [Fact]
    public async Task Table_AuthorityUnknown_SaysThatItIsTheCertificate()
    {
        await using var cluster = Https(options => (options.CertificateFile, options.KeyFile) = (Files.Client, Files.ClientKey));

        (await Should.ThrowAsync<ConsulUnavailableException>(() => cluster.Table.ReadAllAsync())).Message.ShouldContain("certificate");
    }

    [Fact]
    public async Task Validate_FilesThatCannotBeUsed_NamesTheOption()
    {
        await using var noAuthority = Https(options => options.CaFile = Files.ClientKey);
        await using var noFile = Https(options => options.CaFile = $"{Files.Authority}.none");
        await using var otherKey = Https(options => (options.CertificateFile, options.KeyFile) = (Files.Client, Files.ServerKey));
        await using var keyAlone = Https(options => options.KeyFile = Files.ClientKey);

        Should.Throw<OrleansConfigurationException>(noAuthority.Validate).Message.ShouldContain("CaFile names a file without a certificate");
        Should.Throw<OrleansConfigurationException>(noFile.Validate).Message.ShouldContain("CaFile names a file that cannot be read");
        Should.Throw<OrleansConfigurationException>(otherKey.Validate).Message.ShouldContain("CertificateFile names no certificate with its private key");
        Should.Throw<OrleansConfigurationException>(keyAlone.Validate).Message.ShouldContain("KeyFile needs a certificate");
    }

    private ConsulCluster Https(Action<ConsulClusteringOptions> more) => new(_server.TlsUrl, ConsulCluster.NewId(), options =>
    {
        options.Patience = TimeSpan.FromSeconds(1);
        more(options);
    });
}
