using System.Security.Cryptography;
using Crm.Actors.TestKit.Network;

namespace Crm.Actors.TestKit.Redis;

/// <summary>A Redis of its own for tests: on a free loopback port, with a password, without a file. It stops when this process ends, however it ends.</summary>
public sealed class RedisServer : IAsyncDisposable
{
    private readonly RedisProcess _process;

    private RedisServer() => _process = new RedisProcess(Port, Password);

    /// <summary>The same after a restart.</summary>
    public int Port { get; } = Ports.Free();

    public string Password { get; } = RandomNumberGenerator.GetHexString(24);

    public string Url => UrlAt(Port);

    /// <summary>Makes and starts a server.</summary>
    /// <exception cref="InvalidOperationException">Redis is not installed: a missing server fails the tests, it never skips them.</exception>
    public static async Task<RedisServer> StartNewAsync()
    {
        var server = new RedisServer();
        await server.StartAsync();
        return server;
    }

    /// <summary>Where to connect when something between us and the server listens on another port.</summary>
    public string UrlAt(int port) => $"redis://:{Password}@127.0.0.1:{port}/0";

    /// <summary>Starts a killed server, which has forgotten everything, and waits until it answers.</summary>
    public Task StartAsync() => _process.StartAsync("save \"\"\nappendonly no");

    /// <summary>kill -9; all that it had is gone.</summary>
    public Task KillAsync() => _process.KillAsync();

    /// <summary>SIGSTOP: connections stay and nothing answers; what it has is kept.</summary>
    public void Freeze() => _process.Freeze();

    /// <summary>SIGCONT: undoes <see cref="Freeze"/>.</summary>
    public void Resume() => _process.Resume();

    public async ValueTask DisposeAsync() => await KillAsync();
}
