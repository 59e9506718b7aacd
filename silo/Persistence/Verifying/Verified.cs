namespace Crm.Actors.Persistence.Verifying;

/// <summary>What was looked at.</summary>
/// <param name="Position">The position of the log that everything was compared at.</param>
/// <param name="Events">Events that were replayed or passed over.</param>
/// <param name="Rows">Rows that were compared.</param>
public sealed record Verified(long Position, long Events, long Rows);
