using System.Globalization;
using System.Security.Cryptography;
using Crm.Actors.Chaos.Scenarios;

namespace Crm.Actors.Chaos;

/// <summary>What the command was asked to do.</summary>
public sealed record ChaosArguments
{
    public const string Usage = "usage: ./crm chaos [--minutes N] [--seed S] [--only NAME] [--clustering adonet|consul] [--memory-streams]";

    /// <summary>A mixed run of so long; null for the table.</summary>
    public TimeSpan? Mixed { get; private init; }

    /// <summary>One scenario of the table; null for all.</summary>
    public string? Only { get; private init; }

    public int Seed { get; private init; }

    /// <summary>Silos find each other in Consul instead of PostgreSQL.</summary>
    public bool Consul { get; private init; }

    /// <summary>Without RabbitMQ.</summary>
    public bool MemoryStreams { get; private init; }

    /// <returns>Null when they make no sense.</returns>
    public static ChaosArguments? Parse(IReadOnlyList<string> arguments)
    {
        var parsed = new ChaosArguments { Seed = RandomNumberGenerator.GetInt32(1_000_000) };
        for (var i = 0; i < arguments.Count; i++)
        {
            var value = i + 1 < arguments.Count ? arguments[i + 1] : null;
            var next = arguments[i] switch
            {
                "--memory-streams" => parsed with { MemoryStreams = true },
                "--minutes" when Number(value) is > 0 and { } minutes => parsed with { Mixed = TimeSpan.FromMinutes(minutes) },
                "--seed" when Number(value) is { } seed => parsed with { Seed = seed },
                "--clustering" when value is "adonet" or "consul" => parsed with { Consul = value is "consul" },
                "--only" when ScenarioTable.Names.Contains(value, StringComparer.Ordinal) => parsed with { Only = value },
                _ => null,
            };
            if (next is null)
                return null;
            parsed = next;
            if (arguments[i] is not "--memory-streams")
                i++;
        }

        return parsed.Mixed is null || parsed.Only is null ? parsed : null;
    }

    /// <summary>What to run.</summary>
    public IReadOnlyList<Scenario> Scenarios() => Mixed is { } duration
        ? [new Mixed(Seed, duration)]
        : [.. ScenarioTable.All(Seed).Where(scenario => Only is null || string.Equals(scenario.Name, Only, StringComparison.Ordinal))];

    private static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
