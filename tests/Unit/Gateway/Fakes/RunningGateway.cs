using System.Net.Http.Headers;
using System.Text;
using Crm.Actors.Gateway;
using Crm.Actors.Gateway.Auth;
using Crm.Actors.Gateway.Cluster;
using Crm.Actors.Gateway.Configuration;
using Crm.Actors.Gateway.Health;
using Crm.Actors.Gateway.Ids;
using Crm.Actors.Gateway.Telegram.Webhook;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Crm.Actors.UnitTests.Gateway.Fakes;

/// <summary>The gateway on a free port of this machine, with fake grains behind it.</summary>
public sealed class RunningGateway : IAsyncLifetime, IIdSource, ISiloLink
{
    public static readonly Guid User = new("00000000-0000-7000-8000-0000000000aa");
    public static readonly Guid NewId = new("0192f0c1-0000-7000-8000-00000000abcd");

    public static readonly byte[] Secret = Encoding.UTF8.GetBytes("a test secret of at least 32 bytes");

    internal static readonly TokenSettings Tokens = new(Secret, "crm-actors", "crm-actors");

    private WebApplication _app = null!;
    private Task? _stopping;

    /// <summary>Without limits, unless a test is about them.</summary>
    internal EdgeSettings Edge { get; init; } = new();

    /// <summary>Without a bot, unless a test is about it.</summary>
    internal WebhookSecret Telegram { get; init; } = WebhookSecret.None;

    /// <summary>Remembers nothing, unless a test is about it.</summary>
    internal CacheSettings Cache { get; init; } = new();

    internal TimeSpan DrainDelay { get; init; }

    internal bool HasDashboard { get; init; }

    public FakeDeal Deal => Grains.Deal;

    public FakeSummary Summary => Grains.Summary;

    public FakePipelines Pipelines => Grains.Pipelines;

    public FakePayments Payments => Grains.Payments;

    public FakeDeadLetters DeadLetters => Grains.DeadLetters;

    public FakeUsers Users => Grains.Users;

    public FakeTeams Teams => Grains.Teams;

    public FakeRights Rights => Grains.Rights;

    public FakeTickets Tickets => Grains.Tickets;

    public FakeApiKeys ApiKeys => Grains.ApiKeys;

    public FakeNotifications Notifications => Grains.Notifications;

    public FakeUpdates Updates => Grains.Updates;

    public FakeTasks Tasks => Grains.Tasks;

    /// <summary>All that the gateway serves.</summary>
    public IReadOnlyList<Endpoint> Endpoints => _app.Services.GetRequiredService<EndpointDataSource>().Endpoints;

    private FakeGrains Grains { get; set; } = null!;

    public RecordedLogs Logs { get; } = new();

    public HttpClient Client { get; private set; } = null!;

    public bool IsUp { get; set; } = true;

    bool ISiloLink.HasRefused => false;

    public Uri Address => new(_app.Urls.Single());

    Guid IIdSource.Next() => NewId;

    public async ValueTask InitializeAsync()
    {
        var factory = FakeGrains.Create();
        Grains = (FakeGrains)factory;
        _app = Program.Build(Settings(Tokens) with { Edge = Edge, Cache = Cache, Telegram = Telegram, DrainDelay = DrainDelay, HasDashboard = HasDashboard }, services => services
            .AddSingleton(factory)
            .AddSingleton<ISiloLink>(this)
            .AddSingleton<IIdSource>(this)
            // Each test has a cluster of its own behind the same gateway.
            .AddSingleton(sp => ActivatorUtilities.CreateInstance<Readiness>(sp, TimeSpan.Zero))
            .RemoveAll<ILoggerProvider>()
            .AddSingleton<ILoggerProvider>(Logs));
        await _app.StartAsync();
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, Expect100ContinueTimeout = TimeSpan.FromSeconds(30) };
        Client = new HttpClient(handler) { BaseAddress = Address };
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token());
    }

    /// <summary>Forgets what the tests before did.</summary>
    public RunningGateway Reset()
    {
        Grains.Deal = new FakeDeal();
        Grains.Summary = new FakeSummary();
        Grains.Pipelines = new FakePipelines();
        Grains.Payments = new FakePayments();
        Grains.DeadLetters = new FakeDeadLetters();
        Grains.Users = new FakeUsers();
        Grains.Teams = new FakeTeams();
        Grains.Rights = new FakeRights();
        Grains.Tickets = new FakeTickets();
        Grains.ApiKeys = new FakeApiKeys();
        Grains.Notifications = new FakeNotifications();
        Grains.Updates = new FakeUpdates();
        Grains.Tasks = new FakeTasks();
        IsUp = true;
        Logs.Clear();
        return this;
    }

    /// <summary>As SIGTERM.</summary>
    public Task StopAsync() => _stopping ??= _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await StopAsync();
        await _app.DisposeAsync();
    }

    public static string Token() => Token(User);

    public static string Token(Guid user) =>
        DevTokenCommand.Sign(Tokens, TimeProvider.System.GetUtcNow(), TimeSpan.FromHours(1), user, "ROLE_MANAGER");

    public Task<HttpResponseMessage> Send(string method, string path, string? body = null, string type = "application/json", params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        }

        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return Client.SendAsync(request);
    }

    internal static GatewaySettings Settings(TokenSettings tokens) => new()
    {
        HttpUrl = "http://127.0.0.1:0",
        Tokens = tokens,
        MembershipConnection = null,
        // Nobody listens there: the real client stays without a silo.
        SiloGatewayPort = 1,
        ClusterId = "test",
        ServiceId = "test",
    };

    void ISiloLink.Refused()
    {
    }
}
