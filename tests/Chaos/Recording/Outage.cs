namespace Crm.Actors.Chaos.Recording;

/// <summary>A fault that was caused.</summary>
/// <param name="Name">What was broken.</param>
/// <param name="From">When.</param>
/// <param name="Until">When the broken part was back; null for never.</param>
public sealed record Outage(string Name, TimeSpan From, TimeSpan? Until);
