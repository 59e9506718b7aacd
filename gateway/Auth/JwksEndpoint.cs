using System.Text.Json;
using Crm.Actors.Gateway.Configuration;
using Crm.Actors.Gateway.Json;
using Microsoft.IdentityModel.Tokens;

namespace Crm.Actors.Gateway.Auth;

/// <summary>The public keys of access tokens (RFC 7517 section 5), for other services that check them. Only where there are any.</summary>
internal static class JwksEndpoint
{
    public const string Path = "/.well-known/jwks.json";

    private const string MediaType = "application/jwk-set+json";

    public static IEndpointRouteBuilder MapJwks(this IEndpointRouteBuilder app)
    {
        var keys = app.ServiceProvider.GetRequiredService<TokenSettings>().Keys.Select(static key => key.Public).OfType<JsonWebKey>().ToArray();
        if (keys.Length > 0) app.MapGet(Path, http => Send(http, keys)).AllowAnonymous().ExcludeFromDescription();
        return app;
    }

    private static Task Send(HttpContext http, JsonWebKey[] keys)
    {
        http.Response.Headers.CacheControl = "public, max-age=300";
        return JsonOutput.Send(http.Response, JsonOutput.Render(keys, Write), MediaType);
    }

    private static void Write(Utf8JsonWriter json, JsonWebKey[] keys)
    {
        json.WriteStartObject();
        json.WriteStartArray("keys"u8);
        foreach (var key in keys)
        {
            json.WriteStartObject();
            WriteAll(json, ("kty", key.Kty), ("use", key.Use), ("alg", key.Alg), ("kid", key.Kid), ("crv", key.Crv), ("x", key.X), ("y", key.Y), ("n", key.N), ("e", key.E));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteAll(Utf8JsonWriter json, params ReadOnlySpan<(string Name, string? Value)> members)
    {
        foreach (var (name, value) in members)
            if (!string.IsNullOrEmpty(value)) json.WriteString(name, value);
    }
}
