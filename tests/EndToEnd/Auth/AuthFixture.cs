using Crm.Actors.TestKit.Running;
using Xunit;

namespace Crm.Actors.EndToEndTests.Auth;

/// <summary>Two silos and two gateways with a Redis and a first administrator.</summary>
public sealed class AuthFixture : IAsyncLifetime
{
    public const string AdminEmail = "Root@Example.com";
    public const string AdminPassword = "the first of all passwords";

    private CrmSystem? _system;

    public CrmSystem System => _system ?? throw new InvalidOperationException("The fixture is not started.");

    public async ValueTask InitializeAsync() => _system = await CrmSystem.StartAsync(new CrmSystemOptions
    {
        Silos = 2,
        Gateways = 2,
        Redis = true,
        Settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["AUTH_ADMIN_EMAIL"] = AdminEmail,
            ["AUTH_ADMIN_PASSWORD"] = AdminPassword,
            ["AUTH_ARGON2_MEMORY_KIB"] = "19456",
            ["AUTH_ARGON2_PASSES"] = "2",
            // So that a test can come from more than one address.
            ["CRM_TRUSTED_PROXIES"] = "127.0.0.0/8",
        },
    });

    /// <summary>The newest account, with a session, through one of the gateways.</summary>
    public async Task<Account> NewAccountAsync(int gateway = 0)
    {
        var account = Account.New(System.Gateways[gateway].Url);
        await account.RegisterAsync();
        await account.LogInAsync();
        return account;
    }

    /// <summary>The first administrator with a session.</summary>
    public async Task<Account> AdministratorAsync()
    {
        var admin = new Account(System.Gateways[0].Url, AdminEmail, AdminPassword);
        await Condition.WaitAsync(
            async () => (await admin.TryLogInAsync()).IsAccepted, TimeSpan.FromSeconds(60), () => $"the first administrator\n{System.Log}");
        return admin;
    }

    public async ValueTask DisposeAsync()
    {
        if (_system is not null)
            await _system.DisposeAsync();
    }
}

/// <summary>Tests that share accounts' system come one after another, and not beside those of other systems.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AuthTests : ICollectionFixture<AuthFixture>
{
    public const string Name = "The system with accounts";
}
