using System.Security.Cryptography;
using System.Text;
using Crm.Actors.EndToEndTests.Auth;
using Crm.Actors.TestKit.Running;
using Xunit;

namespace Crm.Actors.EndToEndTests.Attacks;

/// <summary>
/// A system that is attacked: one silo, a Redis, and a gateway under a shared secret. A second gateway takes the keys of two files as well,
/// and its access tokens are good for a minute, the shortest there is.
/// </summary>
public sealed class AttackFixture : IAsyncLifetime
{
    public const string AdminEmail = "root@attacked.example";
    public const string AdminPassword = "the first of all passwords";

    private readonly string _folder = Directory.CreateTempSubdirectory("crm-attacks-").FullName;
    private readonly string _secret = RandomNumberGenerator.GetHexString(64);
    private CrmSystem? _system;

    public AttackFixture()
    {
        using var elliptic = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var rsa = RSA.Create(2048);
        Forge = new TokenForge(Encoding.UTF8.GetBytes(_secret), elliptic.ExportPkcs8PrivateKeyPem(), rsa.ExportPkcs8PrivateKeyPem());
    }

    public CrmSystem System => _system ?? throw new InvalidOperationException("The fixture is not started.");

    /// <summary>Takes HS256 under the secret, and nothing else.</summary>
    public GatewayHandle Gateway => System.Gateways[0];

    /// <summary>Signs with ES256, and takes RS256 and HS256 as well.</summary>
    public GatewayHandle Keyed => System.Gateways[1];

    /// <summary>Has all keys that there are.</summary>
    public TokenForge Forge { get; }

    public async ValueTask InitializeAsync()
    {
        _system = await CrmSystem.StartAsync(new CrmSystemOptions
        {
            Redis = true,
            Settings = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["AUTH_JWT_SECRET"] = _secret,
                ["AUTH_ADMIN_EMAIL"] = AdminEmail,
                ["AUTH_ADMIN_PASSWORD"] = AdminPassword,
                ["AUTH_ARGON2_MEMORY_KIB"] = "19456",
                ["AUTH_ARGON2_PASSES"] = "2",
                ["CRM_TRUSTED_PROXIES"] = "127.0.0.0/8",
            },
        });
        System.AddGateway(
            ("AUTH_JWT_KEY_FILES", $"{WriteKey("elliptic.pem", Forge.EllipticPem)},{WriteKey("rsa.pem", Forge.RsaPem)}"),
            ("AUTH_ACCESS_TOKEN_TTL", "PT1M"));
        await System.UntilReadyAsync();
    }

    /// <summary>The newest account, with a session, through the first gateway or another.</summary>
    /// <param name="gateway">Its address; null for the first.</param>
    /// <param name="email">Null for a random one.</param>
    public async Task<Account> NewAccountAsync(string? gateway = null, string? email = null)
    {
        var url = gateway ?? Gateway.Url;
        var account = email is null ? Account.New(url) : new Account(url, email, $"a password {RandomNumberGenerator.GetHexString(8)}");
        await account.RegisterAsync();
        await account.LogInAsync();
        return account;
    }

    /// <summary>The first administrator with a session.</summary>
    public async Task<Account> AdministratorAsync()
    {
        var admin = new Account(Gateway.Url, AdminEmail, AdminPassword);
        await Condition.WaitAsync(
            async () => (await admin.TryLogInAsync()).IsAccepted, TimeSpan.FromSeconds(60), () => $"the first administrator\n{System.Log}");
        return admin;
    }

    public async ValueTask DisposeAsync()
    {
        if (_system is not null)
            await _system.DisposeAsync();
        Forge.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private string WriteKey(string name, string pem)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, pem);
        return path;
    }
}

/// <summary>Attacks share one system and come one after another.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AttackTests : ICollectionFixture<AttackFixture>
{
    public const string Name = "The attacked system";
}
