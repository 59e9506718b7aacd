using System.Text.Json;
using Crm.Actors.Gateway.Json;

namespace Crm.Actors.Gateway.Auth;

/// <summary>What a client gets that has logged in.</summary>
internal sealed record SignedInTokens(string AccessToken, TimeSpan Lifetime, string RefreshToken, DateTimeOffset RefreshTokenExpiresAt);

/// <summary>Tokens, which nothing on the way may keep (RFC 6749 section 5.1).</summary>
internal sealed class SignedInAnswer(SignedInTokens tokens) : IResult
{
    private static readonly JsonEncodedText RefreshTokenExpiresAt = JsonEncodedText.Encode("refreshTokenExpiresAt");

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.Headers.CacheControl = "no-store";
        return JsonOutput.Send(httpContext.Response, JsonOutput.Render(tokens, Write));
    }

    private static void Write(Utf8JsonWriter json, SignedInTokens tokens)
    {
        json.WriteStartObject();
        json.WriteString("accessToken"u8, tokens.AccessToken);
        json.WriteString("tokenType"u8, "Bearer"u8);
        json.WriteNumber("expiresIn"u8, (long)tokens.Lifetime.TotalSeconds);
        json.WriteString(AuthFields.RefreshToken, tokens.RefreshToken);
        json.WriteTime(RefreshTokenExpiresAt, tokens.RefreshTokenExpiresAt);
        json.WriteEndObject();
    }
}
