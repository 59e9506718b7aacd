using Crm.Actors.EndToEndTests.Auth;
using Crm.Actors.TestKit.Observability;
using Crm.Actors.TestKit.Running;
using Xunit;

namespace Crm.Actors.EndToEndTests.Observability;

/// <summary>A system with a broker that logs for machines, exports its traces, and has Orleans' dashboard.</summary>
public sealed class ObservedFixture : IAsyncLifetime
{
    /// <summary>Is in no answer and no log.</summary>
    public const string WebhookSecret = "webhook-secret-of-the-observed-system";

    private CrmSystem? _system;
    private OtlpReceiver? _receiver;

    public CrmSystem System => _system ?? throw new InvalidOperationException("The fixture is not started.");

    /// <summary>Where the traces go.</summary>
    public OtlpReceiver Receiver => _receiver ?? throw new InvalidOperationException("The fixture is not started.");

    /// <summary>A manager's.</summary>
    public CrmClient Client { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _receiver = await OtlpReceiver.StartAsync();
        _system = await CrmSystem.StartAsync(new CrmSystemOptions
        {
            RabbitMq = true,
            Settings = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["OTEL_EXPORTER_OTLP_ENDPOINT"] = _receiver.Url,
                ["OTEL_BSP_SCHEDULE_DELAY"] = "200",
                ["CRM_LOG_FORMAT"] = "json",
                ["CRM_DASHBOARD"] = "on",
                ["TELEGRAM_WEBHOOK_SECRET"] = WebhookSecret,
                ["AUTH_ADMIN_EMAIL"] = AuthFixture.AdminEmail,
                ["AUTH_ADMIN_PASSWORD"] = AuthFixture.AdminPassword,
                ["AUTH_ARGON2_MEMORY_KIB"] = "19456",
                ["AUTH_ARGON2_PASSES"] = "2",
            },
        });
        Client = new CrmClient(_system.Gateways[0].Url, _system.Token);
    }

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        if (_system is not null)
            await _system.DisposeAsync();
        if (_receiver is not null)
            await _receiver.DisposeAsync();
    }
}
