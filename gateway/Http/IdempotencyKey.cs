using Crm.Actors.Gateway.Json;

namespace Crm.Actors.Gateway.Http;

/// <summary>The <c>Idempotency-Key</c> header: names a write, so that its retry gets the first answer.</summary>
internal static class IdempotencyKey
{
    public const string Header = "Idempotency-Key";
    public const int MaxLength = 255;

    /// <summary>Whether a write may be sent to its grain twice. For requests that were read without an error.</summary>
    public static bool IsGiven(HttpRequest request) => request.Headers.ContainsKey(Header);

    /// <summary>The key, or null when there is none or it is wrong.</summary>
    public static string? Read(HttpRequest request, RequestErrors errors)
    {
        if (!request.Headers.TryGetValue(Header, out var values)) return null;
        if (values is [{ Length: > 0 and <= MaxLength } key] && !key.AsSpan().ContainsAnyExceptInRange('!', '~')) return key;
        errors.Header(Header, $"must be given once, with 1 to {MaxLength} visible ASCII characters");
        return null;
    }
}
