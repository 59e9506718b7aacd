namespace Crm.Actors.Chaos.Load;

/// <summary>How hard the system is worked.</summary>
public sealed record LoadOptions
{
    /// <summary>Clients at a time.</summary>
    public int Writers { get; init; } = 16;

    /// <summary>Deals that exist from the start.</summary>
    public int Deals { get; init; } = 200;

    /// <summary>The most of all writers together.</summary>
    public int EditsPerSecond { get; init; } = 150;

    /// <summary>Whether deals go to another pipeline, too. A patch that meets such a move may be told to come again, with nothing broken.</summary>
    public bool Pipelines { get; init; } = true;

    /// <summary>Whether some writers make tasks with reminders, too.</summary>
    public bool Tasks { get; init; } = true;

    /// <summary>Decides what the writers do.</summary>
    public int Seed { get; init; }
}
