namespace Crm.Actors.Chaos.Scenarios;

/// <summary>One figure of a scenario, held against its target.</summary>
/// <param name="Text">The figure with its unit and target.</param>
/// <param name="Passed">Whether it is met.</param>
public sealed record Measure(string Text, bool Passed);
