using Crm.Actors.Chaos.Checking;

namespace Crm.Actors.Chaos.Scenarios;

/// <summary>How a scenario went.</summary>
/// <param name="Name">The scenario.</param>
/// <param name="Description">What was broken.</param>
/// <param name="Load">What clients did.</param>
/// <param name="Measures">The figures.</param>
/// <param name="Findings">Broken promises.</param>
/// <param name="Error">What kept it from its end; null when nothing did.</param>
/// <param name="Duration">From the start of the system to its end.</param>
/// <param name="Folder">Where the history is, of a run that failed.</param>
public sealed record ScenarioResult(
    string Name,
    string Description,
    string Load,
    IReadOnlyList<Measure> Measures,
    IReadOnlyList<Finding> Findings,
    string? Error,
    TimeSpan Duration,
    string Folder)
{
    public bool Passed => Error is null && Findings.Count == 0 && Measures.All(static m => m.Passed);
}
