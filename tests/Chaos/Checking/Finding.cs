namespace Crm.Actors.Chaos.Checking;

/// <summary>A broken promise.</summary>
/// <param name="Kind">Which.</param>
/// <param name="What">Where it shows.</param>
public sealed record Finding(FindingKind Kind, string What);
