using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Crm.Actors.TestKit.Network;

namespace Crm.Actors.TestKit.RabbitMq;

/// <summary>All that a broker keeps, and the names and ports by which it is private.</summary>
internal sealed class RabbitMqFolder
{
    public const string User = "crm";

    private readonly string _path;

    public RabbitMqFolder()
    {
        var name = RandomNumberGenerator.GetHexString(12, lowercase: true);
        _path = Path.Combine(Path.GetTempPath(), $"crm-rabbitmq-{name}");
        Node = $"crm-{name}@localhost";
        Directory.CreateDirectory(_path);
        File.WriteAllText(In("enabled_plugins"), "[].\n");
        File.WriteAllText(In("rabbitmq.conf"), Settings());
    }

    public string FullName => _path;

    /// <summary>The Erlang node, unlike any other of the machine.</summary>
    public string Node { get; }

    public string Password { get; } = RandomNumberGenerator.GetHexString(24);

    public int Port { get; } = Ports.Free();

    public int PortMapperPort { get; } = Ports.Free();

    private int NodesPort { get; } = Ports.Free();

    /// <summary>Where the start script leaves the number of the broker's process.</summary>
    public string ProcessIdFile => In("pid");

    /// <summary>Gives a program the variables of this broker; none of another one's count.</summary>
    public void Prepare(ProcessStartInfo start)
    {
        foreach (var foreign in start.Environment.Keys.Where(IsOfErlang).ToList())
            start.Environment.Remove(foreign);
        foreach (var (name, value) in Environment())
            start.Environment[name] = value;
    }

    /// <summary>Whether each quorum queue is in the tables from which the broker starts them again.</summary>
    public bool HasAllQueuesInTables()
    {
        var queues = Path.Combine(In("mnesia"), Node, "quorum", Node);
        if (!Directory.Exists(queues))
            return true;
        string[] tables = [.. new[] { "names.dets", "meta.dets" }.Select(name => Encoding.Latin1.GetString(File.ReadAllBytes(Path.Combine(queues, name))))];
        return Directory.GetDirectories(queues).All(queue => tables.All(table => table.Contains(Path.GetFileName(queue), StringComparison.Ordinal)));
    }

    public void Delete() => Directory.Delete(_path, recursive: true);

    private Dictionary<string, string> Environment() => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["HOME"] = _path,
        ["ERL_EPMD_PORT"] = Text(PortMapperPort),
        ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
        ["ERL_CRASH_DUMP"] = In("crash.dump"),
        ["RABBITMQ_CONF_ENV_FILE"] = "/dev/null",
        ["RABBITMQ_NODENAME"] = Node,
        ["RABBITMQ_NODE_IP_ADDRESS"] = "127.0.0.1",
        ["RABBITMQ_NODE_PORT"] = Text(Port),
        ["RABBITMQ_DIST_PORT"] = Text(NodesPort),
        ["RABBITMQ_MNESIA_BASE"] = In("mnesia"),
        ["RABBITMQ_LOG_BASE"] = In("log"),
        ["RABBITMQ_LOGS"] = "-",
        ["RABBITMQ_ENABLED_PLUGINS_FILE"] = In("enabled_plugins"),
        ["RABBITMQ_CONFIG_FILE"] = In("rabbitmq.conf"),
        ["RABBITMQ_ADVANCED_CONFIG_FILE"] = In("no-advanced.config"),
        ["RABBITMQ_GENERATED_CONFIG_DIR"] = In("generated"),
        // The script then becomes the broker instead of watching over it, so that its process is the one we signal.
        ["RABBITMQ_ALLOW_INPUT"] = "1",
        // Bound to processors, as its script has it, a scheduler waits for its own while another one is free. That suits a broker with
        // a machine of its own, not one beside servers, a database and other brokers. Nor do two schedulers, which wake each other up.
        ["RABBITMQ_SCHEDULER_BIND_TYPE"] = "u",
        ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "-noinput +S 1:1 +sbwt none +sbwtdcpu none +sbwtdio none -kernel inet_dist_use_interface {127,0,0,1}",
    };

    private static bool IsOfErlang(string variable) =>
        variable.StartsWith("RABBITMQ_", StringComparison.Ordinal) || variable.StartsWith("ERL_", StringComparison.Ordinal);

    private string Settings() => $"""
        default_user = {User}
        default_pass = {Password}
        log.console = true
        log.console.level = warning
        raft.wal_max_size_bytes = 67108864

        """;

    private string In(string name) => Path.Combine(_path, name);

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);
}
