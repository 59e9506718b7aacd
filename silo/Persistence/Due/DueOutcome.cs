namespace Crm.Actors.Persistence.Due;

/// <summary>What became of a partition's turn.</summary>
/// <param name="Partition">The partition.</param>
/// <param name="Fired">Rows that are not needed any more.</param>
/// <param name="Left">Rows that have to be tried again.</param>
/// <param name="Problem">Why; null when none is left.</param>
internal sealed record DueOutcome(short Partition, int Fired, int Left, string? Problem);
