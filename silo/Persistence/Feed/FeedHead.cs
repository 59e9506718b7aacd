namespace Crm.Actors.Persistence.Feed;

/// <summary>Where the log ends.</summary>
/// <param name="Epoch">The log's name.</param>
/// <param name="Position">Its newest position; 0 when empty.</param>
public readonly record struct FeedHead(string Epoch, long Position);
