using Crm.Actors.Contracts.ApiKeys;

namespace Crm.Actors.Gateway.ApiKeys;

/// <summary>The API key of a request, without its secret: <c>Authorization: Bearer crm_...</c> or <c>X-Api-Key: crm_...</c>.</summary>
internal readonly record struct ApiKeyCredential(Guid KeyId, ApiKeyHash Hash)
{
    public const string Header = "X-Api-Key";

    private const string Bearer = "Bearer ";

    /// <summary>Whether a request means to use a key, good or not; otherwise its token is none of ours.</summary>
    public static bool IsIn(HttpRequest request) => IsKey(request.Headers.Authorization.ToString()) || request.Headers.ContainsKey(Header);

    /// <summary>The key, or null when it is malformed, or not the only credential (RFC 6750 section 2).</summary>
    public static ApiKeyCredential? Read(HttpRequest request)
    {
        var (authorization, header) = (request.Headers.Authorization, request.Headers[Header]);
        if (authorization.Count + header.Count != 1) return null;
        var text = header.Count == 1 ? header[0].AsSpan() : authorization[0].AsSpan(Bearer.Length);
        return ApiKeyText.TryParse(text, out var id, out var hash) ? new ApiKeyCredential(id, hash) : null;
    }

    private static bool IsKey(string authorization) =>
        authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
        && authorization.AsSpan(Bearer.Length).StartsWith(ApiKeyText.Prefix, StringComparison.Ordinal);
}
