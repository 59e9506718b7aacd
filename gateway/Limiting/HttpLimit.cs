using Crm.Actors.Gateway.Problems;
using Crm.Actors.RateLimits;

namespace Crm.Actors.Gateway.Limiting;

/// <summary>One limit as requests meet it: takes a token, says what is left, refuses.</summary>
/// <param name="name">What the limit is per, in headers, in Redis and to people.</param>
/// <param name="buckets">Its buckets.</param>
internal sealed class HttpLimit(string name, ITokenBuckets buckets)
{
    private readonly LimitHeaders _headers = new(name, buckets.Limit);

    public ValueTask<Taken> TakeAsync(UInt128 id) => buckets.TakeAsync(id);

    /// <summary>Says in the answer what is left. Where several limits hold, the last one counts: it is the narrowest.</summary>
    public void Describe(HttpContext http, Taken taken) => _headers.Write(http.Response, taken);

    /// <summary>Answers 429 (RFC 6585 section 4).</summary>
    public Task RefuseAsync(HttpContext http, Taken taken) =>
        new Problem(ProblemKind.TooManyRequests, $"More requests than the limit per {name} lets through.") { RetryAfter = taken.RetryAfter }.ExecuteAsync(http);
}
