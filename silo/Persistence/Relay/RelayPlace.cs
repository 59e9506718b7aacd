namespace Crm.Actors.Persistence.Relay;

/// <summary>How far the log is published.</summary>
/// <param name="Epoch">The log's name.</param>
/// <param name="Position">The last position that is; 0 when none.</param>
public readonly record struct RelayPlace(string Epoch, long Position);
