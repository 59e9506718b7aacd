using System.Net;
using System.Text.Json;

namespace Crm.Actors.TestKit.Running;

/// <summary>What the gateway answered.</summary>
/// <param name="Status">The status code.</param>
/// <param name="Text">The body.</param>
/// <param name="MediaType">The body's media type, or null.</param>
/// <param name="ETag">The entity tag with its quotes, or null.</param>
/// <param name="FeedPosition">The <c>Feed-Position</c> header, or null.</param>
/// <param name="RetryAfter">The <c>Retry-After</c> header in seconds, or null.</param>
public sealed record Answer(HttpStatusCode Status, string Text, string? MediaType, string? ETag, string? FeedPosition, int? RetryAfter)
{
    public bool IsAccepted => (int)Status is >= 200 and < 300;

    /// <summary>The client may send the same request again: nothing was decided for good.</summary>
    public bool IsRetryable => Status is HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests;

    public JsonElement Json => JsonDocument.Parse(Text).RootElement;

    public long Version => Json.GetProperty("version").GetInt64();

    public Guid Id => Json.GetProperty("id").GetGuid();

    /// <inheritdoc/>
    public override string ToString() => $"{(int)Status} {Text}";

    internal static async Task<Answer> ReadAsync(HttpResponseMessage response) => new(
        response.StatusCode,
        await response.Content.ReadAsStringAsync(),
        response.Content.Headers.ContentType?.MediaType,
        response.Headers.ETag?.ToString(),
        response.Headers.TryGetValues("Feed-Position", out var positions) ? positions.Single() : null,
        response.Headers.RetryAfter?.Delta is { } delay ? (int)delay.TotalSeconds : null);
}
