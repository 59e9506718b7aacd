using Crm.Actors.EndToEndTests.Auth;
using Crm.Actors.TestKit.Running;
using Xunit;

namespace Crm.Actors.EndToEndTests.Access;

/// <summary>One system with the callers of the table.</summary>
public sealed class AccessFixture : IAsyncLifetime
{
    private CrmSystem? _system;

    public CrmSystem System => _system ?? throw new InvalidOperationException("The fixture is not started.");

    public AccessCallers Callers { get; private set; } = null!;

    public AccessObjects Objects { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _system = await CrmSystem.StartAsync(new CrmSystemOptions
        {
            Settings = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["AUTH_ADMIN_EMAIL"] = AuthFixture.AdminEmail,
                ["AUTH_ADMIN_PASSWORD"] = AuthFixture.AdminPassword,
                ["AUTH_ARGON2_MEMORY_KIB"] = "19456",
                ["AUTH_ARGON2_PASSES"] = "2",
                ["CRM_DASHBOARD"] = "on",
            },
        });
        var admin = new Account(_system.Gateways[0].Url, AuthFixture.AdminEmail, AuthFixture.AdminPassword);
        await Condition.WaitAsync(
            async () => (await admin.TryLogInAsync()).IsAccepted, TimeSpan.FromSeconds(60), () => $"the first administrator\n{_system.Log}");
        Callers = await AccessCallers.StartAsync(_system.Gateways[0].Url, admin);
        Objects = new AccessObjects(Callers);
    }

    public async ValueTask DisposeAsync()
    {
        if (_system is not null)
            await _system.DisposeAsync();
    }
}
