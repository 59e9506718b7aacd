using System.Net;
using System.Net.Sockets;

namespace Crm.Actors.TestKit.Running;

/// <summary>
/// One address for all gateways, as a Service of Kubernetes is one: each new connection goes to the next gateway that is ready. A connection that is there
/// stays with its gateway until one of both ends closes it.
/// </summary>
public sealed class GatewayService : IAsyncDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(200);

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(2) };
    private readonly CancellationTokenSource _stop = new();
    private readonly CrmSystem _system;
    private readonly Task _work;
    private GatewayHandle[] _ready;
    private int _connections;

    private GatewayService(CrmSystem system, GatewayHandle[] ready)
    {
        (_system, _ready) = (system, ready);
        _listener.Start();
        _work = Task.WhenAll(WatchAsync(), AcceptAsync());
    }

    public string Url => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>The gateways that were ready when they were asked the last time.</summary>
    public IReadOnlyList<GatewayHandle> Ready => Volatile.Read(ref _ready);

    /// <summary>Begins with all gateways, which have to be ready.</summary>
    public static GatewayService Start(CrmSystem system) => new(system, [.. system.Gateways]);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _http.Dispose();
        _stop.Dispose();
    }

    private async Task WatchAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            // A gateway may be added meanwhile.
            var asked = _system.Gateways.ToArray();
            var answers = await Task.WhenAll(asked.Select(async gateway => gateway.IsRunning && await gateway.IsReadyAsync(_http)));
            Volatile.Write(ref _ready, asked.Where((_, i) => answers[i]).ToArray());
            await Task.Delay(Period, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token));
        }
        catch (Exception stopped) when (stopped is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The listener was closed.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        var ready = Volatile.Read(ref _ready);
        using var near = client;
        using var far = new TcpClient();
        if (ready.Length == 0)
            return;
        try
        {
            (near.NoDelay, far.NoDelay) = (true, true);
            var gateway = ready[(int)((uint)Interlocked.Increment(ref _connections) % ready.Length)];
            await far.ConnectAsync(IPAddress.Loopback, gateway.Port, _stop.Token);
            await Task.WhenAny(
                near.GetStream().CopyToAsync(far.GetStream(), _stop.Token),
                far.GetStream().CopyToAsync(near.GetStream(), _stop.Token));
        }
        catch (Exception broken) when (broken is SocketException or OperationCanceledException)
        {
            // The gateway is gone: the client sees its connection closed.
        }
    }
}
