namespace Crm.Actors.RateLimits;

/// <summary>The buckets of all that one limit holds for.</summary>
public interface ITokenBuckets
{
    RateLimit Limit { get; }

    /// <summary>Takes a token. Never fails.</summary>
    /// <param name="id">Whose bucket.</param>
    ValueTask<Taken> TakeAsync(UInt128 id);
}
