namespace Crm.Actors.Persistence.Due;

/// <summary>What a look at a table led to.</summary>
/// <param name="Fired">Rows that have happened.</param>
/// <param name="Pause">When to look again.</param>
/// <param name="Problem">Why something has to be tried again; null when nothing has.</param>
public readonly record struct DueLook(int Fired, TimeSpan Pause, string? Problem);
