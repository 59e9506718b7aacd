using Crm.Actors.Chaos.Recording;

namespace Crm.Actors.Chaos.Load;

/// <summary>A request that a writer wants to make.</summary>
/// <param name="Kind">What it asks for.</param>
/// <param name="Deal">The deal, the payment that gets an entry, the pipeline or the task; null for a new one.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path.</param>
/// <param name="Body">JSON, or null.</param>
/// <param name="Argument">The stage, or the times of reminders, that it asks for; else null.</param>
public sealed record PlannedEdit(EditKind Kind, Guid? Deal, HttpMethod Method, string Path, string? Body, string? Argument = null);
