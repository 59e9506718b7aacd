using System.Collections.Concurrent;
using System.Diagnostics;
using Crm.Actors.TestKit.Postgres;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Crm.Actors.TestKit.RabbitMq;

/// <summary>
/// A RabbitMQ of its own for tests: a node, folder, port mapper and free loopback ports that it shares with nobody, deleted at the end.
/// It stops when this process ends, however it ends, and runs as the user that we are.
/// </summary>
public sealed class RabbitMqServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly RabbitMqFolder _folder = new();
    private readonly ConcurrentQueue<string> _lines = new();
    private RabbitMqProcess? _process;

    private RabbitMqServer()
    {
    }

    /// <summary>The loopback port of AMQP; the same after a restart.</summary>
    public int Port => _folder.Port;

    /// <summary>All that the broker keeps.</summary>
    public string Folder => _folder.FullName;

    /// <summary>Where to connect, with user, password and the default virtual host.</summary>
    public string AmqpUri => UriAt(Port);

    /// <summary>The Erlang machine's process id while it runs, else 0.</summary>
    public int ProcessId => _process?.ProcessId ?? 0;

    /// <summary>The broker's newest log lines, for messages.</summary>
    public string Log => string.Join('\n', _lines);

    /// <summary>Makes and starts a broker.</summary>
    /// <exception cref="InvalidOperationException">RabbitMQ is not installed, or does not start; its log is in the message.</exception>
    public static async Task<RabbitMqServer> StartNewAsync(CancellationToken cancellationToken = default)
    {
        var server = new RabbitMqServer();
        try
        {
            await server.StartAsync(cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Where to connect when something between us and the broker listens on another port.</summary>
    public string UriAt(int port) => $"amqp://{RabbitMqFolder.User}:{_folder.Password}@127.0.0.1:{port}/%2F";

    /// <summary>Starts a stopped or killed broker and waits until it takes connections.</summary>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        _process = RabbitMqProcess.Start(_folder, _lines);
        await WaitUntilAsync(AcceptsConnectionsAsync, "start", cancellationToken);
    }

    /// <summary>Waits until all quorum queues would survive a kill.</summary>
    /// <remarks>
    /// The broker answers a declaration before it has written the queue's name to disk, some seconds later. A queue of which that was
    /// lost takes nothing ever after; its messages are another matter, they are on disk when they are confirmed.
    /// </remarks>
    public Task UntilQueuesAreOnDiskAsync(CancellationToken cancellationToken = default) =>
        WaitUntilAsync(() => Task.FromResult(_folder.HasAllQueuesInTables()), "write its queues' names", cancellationToken);

    /// <summary>All queues with their messages, those that a consumer holds included, as the broker counted them some seconds ago.</summary>
    public Task<IReadOnlyDictionary<string, long>> QueueLengthsAsync() => RabbitMqControl.QueueLengthsAsync(_folder);

    /// <summary>Who reads which queue, for people.</summary>
    public Task<string> DescribeAsync() => RabbitMqControl.DescribeAsync(_folder);

    /// <summary>Stops in order.</summary>
    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        if (_process is not { } process)
            return;
        process.RequestStop();
        await WaitUntilAsync(() => Task.FromResult(process.HasExited), "stop", cancellationToken);
        Forget();
    }

    /// <summary>kill -9 of the Erlang machine and everything under it at once; returns when all are gone.</summary>
    public async Task KillAsync(CancellationToken cancellationToken = default)
    {
        if (_process is not { } process)
            return;
        var all = process.Kill();
        await WaitUntilAsync(() => Task.FromResult(process.HasExited && !all.Any(UnprivilegedProcess.IsRunning)), "die", cancellationToken);
        Forget();
    }

    /// <summary>SIGSTOP: connections stay open and nothing answers.</summary>
    public void Freeze() => UnprivilegedProcess.Signal(ProcessId, UnprivilegedProcess.Stop);

    /// <summary>SIGCONT: undoes <see cref="Freeze"/>.</summary>
    public void Resume()
    {
        if (ProcessId != 0)
            UnprivilegedProcess.Signal(ProcessId, UnprivilegedProcess.Continue);
    }

    /// <summary>A connection that does not recover by itself, so that a test sees every loss.</summary>
    public Task<IConnection> ConnectAsync(CancellationToken cancellationToken = default) =>
        new ConnectionFactory { Uri = new Uri(AmqpUri), AutomaticRecoveryEnabled = false }.CreateConnectionAsync(cancellationToken);

    /// <summary>Kills what still runs and deletes the data.</summary>
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _folder.Delete();
    }

    private async Task<bool> AcceptsConnectionsAsync()
    {
        if (_process!.HasExited)
            throw new InvalidOperationException($"RabbitMQ did not start:\n{Log}");
        try
        {
            await using var connection = await ConnectAsync();
            return true;
        }
        catch (BrokerUnreachableException)
        {
            return false;
        }
    }

    private async Task WaitUntilAsync(Func<Task<bool>> condition, string what, CancellationToken cancellationToken)
    {
        var started = Stopwatch.StartNew();
        while (!await condition())
        {
            if (started.Elapsed > Patience)
                throw new InvalidOperationException($"RabbitMQ did not {what} within {Patience}:\n{Log}");
            await Task.Delay(TimeSpan.FromMilliseconds(50), cancellationToken);
        }
    }

    private void Forget()
    {
        _process?.Dispose();
        _process = null;
    }
}
