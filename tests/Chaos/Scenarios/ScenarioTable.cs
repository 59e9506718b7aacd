namespace Crm.Actors.Chaos.Scenarios;

/// <summary>All scenarios, in the order of the table.</summary>
public static class ScenarioTable
{
    public static IReadOnlyList<string> Names { get; } = [.. All(0).Select(static scenario => scenario.Name)];

    public static IReadOnlyList<Scenario> All(int seed) =>
    [
        new SiloKill(seed),
        new PostgresKill(),
        new RabbitMqKill(),
        new RedisKill(),
        new GatewayKill(seed),
        new SelfKill("relay-kill", "relay-after-publish", "between publishing and moving the relay's cursor", seed),
        new SelfKill("consumer-kill", "consumer-after-effect", "between an effect and its acknowledgement", seed),
        new SiloStop(seed),
        new Poison(seed),
        new TcpDrop(seed),
        new DiskFull(),
        new TelegramKill(seed),
        new RemindersKill(seed),
        new RollingUpgrade(),
    ];
}
