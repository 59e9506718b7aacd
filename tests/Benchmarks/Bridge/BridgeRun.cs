using Crm.Actors.Benchmarks.Harness;

namespace Crm.Actors.Benchmarks.Bridge;

/// <summary>A run of one contender.</summary>
/// <param name="Edits">How long the edits took.</param>
/// <param name="Bridge">How long events or messages took to the foreign consumer; zero where there is none.</param>
/// <param name="Cores">What each group of processes used.</param>
internal sealed record BridgeRun(Load Edits, Load Bridge, IReadOnlyDictionary<string, double> Cores);
