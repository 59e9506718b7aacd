using Microsoft.Extensions.Primitives;

namespace Crm.Actors.Gateway.Caching;

/// <summary>One answer that may be remembered, the same for every caller.</summary>
/// <param name="Name">What it is remembered under.</param>
/// <param name="ChangedBy">The topic whose events end it.</param>
/// <param name="RestsOn">The topic whose newest event the position that comes with it may not be before.</param>
/// <param name="IsAsNew">Whether it is at least as new as what the entity tags of <c>If-None-Match</c> name.</param>
internal sealed record CacheKey<T>(string Name, Topic ChangedBy, Topic RestsOn, Func<T, StringValues, bool> IsAsNew)
    where T : class
{
    /// <summary>
    /// For answers whose position says how far the log was counted: the same one, counted up to a later position up to which nothing is to be counted.
    /// </summary>
    public Func<T, long, T>? Advance { get; init; }
}

/// <summary>A remembered answer.</summary>
/// <param name="Epoch">The log that the positions are of.</param>
/// <param name="Through">All events up to here are in it.</param>
/// <param name="Position">The position that came with it.</param>
/// <param name="Value">The answer.</param>
internal sealed record CachedAnswer<T>(string Epoch, long Through, long Position, T Value)
    where T : class;
