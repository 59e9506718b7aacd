using System.Xml;
using Crm.Actors.Gateway.Configuration;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Crm.Actors.Gateway.Auth;

/// <summary>The command <c>dev-token [--ttl PT12H]</c>: prints an access token of the development user, who is a manager.</summary>
internal static class DevTokenCommand
{
    public static readonly Guid UserId = new("00000000-0000-7000-8000-000000000001");

    private static readonly TimeSpan DefaultTtl = TimeSpan.FromHours(12);

    /// <returns>The process's exit code: 0, or 2 for wrong arguments.</returns>
    public static int Run(string[] args, TokenSettings settings, TimeProvider time, TextWriter output, TextWriter errors)
    {
        if (!TryReadTtl(args, out var ttl))
        {
            errors.WriteLine("usage: dev-token [--ttl PT12H]   (an ISO 8601 duration, up to P365D)");
            return 2;
        }

        output.WriteLine(Sign(settings, time.GetUtcNow(), ttl, UserId, "ROLE_MANAGER"));
        return 0;
    }

    internal static string Sign(TokenSettings settings, DateTimeOffset now, TimeSpan ttl, Guid subject, params string[] roles) =>
        new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = settings.Issuer,
            Audience = settings.Audience,
            IssuedAt = now.UtcDateTime,
            NotBefore = now.UtcDateTime,
            Expires = (now + ttl).UtcDateTime,
            Claims = new Dictionary<string, object> { ["sub"] = subject.ToString("D"), ["roles"] = roles },
            SigningCredentials = new SigningCredentials(new SymmetricSecurityKey(settings.Secret), SecurityAlgorithms.HmacSha256),
        });

    private static bool TryReadTtl(string[] args, out TimeSpan ttl)
    {
        ttl = DefaultTtl;
        if (args is []) return true;
        if (args is not ["--ttl", var text]) return false;
        try
        {
            ttl = XmlConvert.ToTimeSpan(text);
            return ttl > TimeSpan.Zero && ttl <= TimeSpan.FromDays(365);
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            return false;
        }
    }
}
