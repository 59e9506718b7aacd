using System.Collections.Immutable;
using System.Globalization;
using System.Security.Claims;
using Crm.Actors.Contracts;
using Crm.Actors.Gateway.ApiKeys;

namespace Crm.Actors.Gateway.Auth;

/// <summary>The identity of a checked token together with the <see cref="Caller"/> that it stands for, built once per token.</summary>
internal sealed class CallerIdentity : ClaimsIdentity
{
    private CallerIdentity(ClaimsIdentity claims, Caller caller, long? userVersion, ApiKeyRight? key)
        : base(claims) => (Caller, UserVersion, Key) = (caller, userVersion, key);

    public Caller Caller { get; }

    /// <summary>The user's version when the token was made; null for one of the development command, and for keys.</summary>
    public long? UserVersion { get; }

    /// <summary>The API key that the caller came with; null with an access token.</summary>
    public ApiKeyRight? Key { get; }

    /// <summary>The identity of these claims, or null when the subject is not a UUID, a team is not one, a role is not a text, or the version is no number.</summary>
    public static CallerIdentity? From(ClaimsIdentity claims, ApiKeyRight? key = null)
    {
        if (!Guid.TryParseExact(claims.FindFirst("sub")?.Value, "D", out var subject)) return null;
        var teams = ImmutableArray.CreateBuilder<Guid>();
        foreach (var claim in claims.FindAll("teams"))
        {
            if (!Guid.TryParseExact(claim.Value, "D", out var team)) return null;
            teams.Add(team);
        }

        long? userVersion = null;
        if (claims.FindFirst("ver")?.Value is { } text)
        {
            if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version)) return null;
            userVersion = version;
        }

        var roles = ImmutableArray.CreateBuilder<string>();
        foreach (var claim in claims.FindAll("roles"))
        {
            if (claim.ValueType != ClaimValueTypes.String) return null;
            roles.Add(claim.Value);
        }

        var locale = claims.FindFirst("locale")?.Value ?? "en";
        return new CallerIdentity(claims, new Caller(subject, roles.ToImmutable(), teams.ToImmutable(), locale, TraceParent: null), userVersion, key);
    }
}
