using Crm.Actors.TestKit.Running;
using Xunit;

namespace Crm.Actors.EndToEndTests.Support;

/// <summary>The system that all these tests share: one silo, two gateways. A test that stops a part starts it again.</summary>
public sealed class SystemFixture : IAsyncLifetime
{
    private CrmSystem? _system;

    public CrmSystem System => _system ?? throw new InvalidOperationException("The fixture is not started.");

    /// <summary>A client of the first gateway.</summary>
    public CrmClient Client { get; private set; } = null!;

    /// <summary>A client of the second gateway.</summary>
    public CrmClient Other { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _system = await CrmSystem.StartAsync(silos: 1, gateways: 2);
        Client = new CrmClient(_system.Gateways[0].Url, _system.Token);
        Other = new CrmClient(_system.Gateways[1].Url, _system.Token);
    }

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        Other?.Dispose();
        if (_system is not null)
            await _system.DisposeAsync();
    }
}

/// <summary>Tests that share the system run one after another.</summary>
[CollectionDefinition(Name)]
public sealed class SystemTests : ICollectionFixture<SystemFixture>
{
    public const string Name = "The running system";
}
