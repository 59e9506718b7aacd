using System.Globalization;
using System.Security.Cryptography;
using Crm.Actors.TestKit.Network;
using Crm.Actors.TestKit.Running;

namespace Crm.Actors.TestKit.Redis;

/// <summary>
/// A Redis that survives the loss of its master: two servers and three sentinels that take one for dead after a second, all on free loopback ports, without
/// anything kept on disk. They stop when this process ends, however it ends.
/// </summary>
public sealed class SentinelServers : IAsyncDisposable
{
    public const string MasterName = "crm-test";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly List<RedisProcess> _servers = [];
    private readonly List<RedisProcess> _sentinels = [];

    private SentinelServers(bool openSentinels)
    {
        for (var i = 0; i < 2; i++)
            _servers.Add(new RedisProcess(Ports.Free(), Password));
        for (var i = 0; i < 3; i++)
            _sentinels.Add(new RedisProcess(Ports.Free(), openSentinels ? "" : Password));
    }

    public string Password { get; } = RandomNumberGenerator.GetHexString(24);

    public string Url => $"redis-sentinel://:{Password}@{string.Join(',', _sentinels.Select(static sentinel => $"127.0.0.1:{sentinel.Port}"))}/{MasterName}/0";

    /// <summary>Makes and starts them all, and waits until each sentinel knows the others and the replica, which has all that the master has.</summary>
    /// <param name="openSentinels">The sentinels ask for no password.</param>
    /// <exception cref="InvalidOperationException">Redis is not installed: a missing server fails the tests, it never skips them.</exception>
    public static async Task<SentinelServers> StartNewAsync(bool openSentinels = false)
    {
        var servers = new SentinelServers(openSentinels);
        try
        {
            await servers.StartAsync();
            return servers;
        }
        catch
        {
            await servers.DisposeAsync();
            throw;
        }
    }

    /// <summary>The port of the server that most sentinels call the master; 0 while they do not agree.</summary>
    public async Task<int> MasterPortAsync()
    {
        var answers = await Task.WhenAll(_sentinels.Select(static sentinel => sentinel.AskAsync($"SENTINEL get-master-addr-by-name {MasterName}")));
        var most = answers.OfType<string>().Select(PortOf).GroupBy(static port => port).MaxBy(static votes => votes.Count());
        return most is not null && most.Count() >= 2 ? most.Key : 0;
    }

    /// <summary>Waits until the replica has all that the master has now: what it does not have, a fail-over loses.</summary>
    public async Task UntilReplicatedAsync()
    {
        var master = await MasterAsync();
        var all = Number(await master.AskAsync("INFO replication"), "master_repl_offset:");
        await Condition.WaitAsync(async () => Number(await master.AskAsync("INFO replication"), ",offset=") >= all, Patience, () => $"the replica has {all} bytes of changes");
    }

    /// <summary>kill -9 of whichever is the master; the sentinels will make the other one it.</summary>
    /// <returns>Its port.</returns>
    public async Task<int> KillMasterAsync()
    {
        var master = await MasterAsync();
        await master.KillAsync();
        return master.Port;
    }

    /// <summary>SIGSTOP of whichever is the master: connections to it stay, and it says nothing.</summary>
    /// <returns>Undoes it.</returns>
    public async Task<Action> FreezeMasterAsync()
    {
        var master = await MasterAsync();
        master.Freeze();
        return master.Resume;
    }

    /// <summary>Starts a killed server, as if it were a master, and waits until the sentinels have made it a replica of the present one.</summary>
    public async Task StartAgainAsync(int port)
    {
        var server = _servers.Single(server => server.Port == port);
        await server.StartAsync(Config());
        await Condition.WaitAsync(
            async () => (await server.AskAsync("INFO replication"))?.Contains("master_link_status:up", StringComparison.Ordinal) == true,
            Patience,
            () => $"the server on port {port} a replica");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _sentinels.Concat(_servers))
            await process.KillAsync();
    }

    private async Task<RedisProcess> MasterAsync()
    {
        var port = 0;
        await Condition.WaitAsync(async () => (port = await MasterPortAsync()) != 0, Patience, static () => "sentinels that agree on a master");
        return _servers.Single(server => server.Port == port);
    }

    private async Task StartAsync()
    {
        await _servers[0].StartAsync(Config());
        await _servers[1].StartAsync($"{Config()}\nreplicaof 127.0.0.1 {_servers[0].Port}");
        await Condition.WaitAsync(
            async () => (await _servers[0].AskAsync("INFO replication"))?.Contains("state=online", StringComparison.Ordinal) == true, Patience, static () => "a replica");
        foreach (var sentinel in _sentinels)
            await sentinel.StartAsync(SentinelConfig(), "--sentinel");
        foreach (var sentinel in _sentinels)
        {
            await Condition.WaitAsync(
                async () => await sentinel.AskAsync($"SENTINEL MASTER {MasterName}") is { } known && Has(known, "num-slaves", 1) && Has(known, "num-other-sentinels", 2),
                Patience,
                static () => "sentinels that know each other and the replica");
        }
    }

    /// <summary>Either may become the master. What the replica gets does not pass through a file, and at once.</summary>
    private string Config() => $"save \"\"\nappendonly no\nmasterauth {Password}\nrepl-diskless-sync yes\nrepl-diskless-sync-delay 0";

    /// <summary>A password that they ask for they also show each other.</summary>
    private string SentinelConfig() => $"""
        sentinel monitor {MasterName} 127.0.0.1 {_servers[0].Port} 2
        sentinel auth-pass {MasterName} {Password}
        sentinel down-after-milliseconds {MasterName} 1000
        sentinel failover-timeout {MasterName} 5000
        sentinel parallel-syncs {MasterName} 1
        """;

    /// <summary>The last of the values of an answer.</summary>
    private static int PortOf(string answer) =>
        int.TryParse(Values(answer).LastOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port : 0;

    /// <summary>The number behind a name; -1 when there is none.</summary>
    private static long Number(string? text, string name)
    {
        var at = text?.IndexOf(name, StringComparison.Ordinal) ?? -1;
        if (at < 0)
            return -1;
        var digits = text![(at + name.Length)..];
        var end = digits.AsSpan().IndexOfAnyExceptInRange('0', '9');
        return long.Parse(end < 0 ? digits : digits[..end], CultureInfo.InvariantCulture);
    }

    private static bool Has(string answer, string name, int value)
    {
        var values = Values(answer);
        var at = values.IndexOf(name);
        return at >= 0 && at + 1 < values.Count && values[at + 1] == value.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>The bulk strings of an answer in RESP: what stands between lines that begin with a sign.</summary>
    private static List<string> Values(string answer) =>
        [.. answer.Split("\r\n").Where(static line => line.Length > 0 && line[0] is not ('*' or '$' or '+' or '-' or ':'))];
}
