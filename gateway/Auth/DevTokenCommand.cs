using System.Xml;
using Crm.Actors.Contracts.Users;
using Crm.Actors.Gateway.Configuration;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Crm.Actors.Gateway.Auth;

/// <summary>The command <c>dev-token [--ttl PT12H] [--role ROLE_MANAGER]</c>: prints an access token of the development user.</summary>
internal static class DevTokenCommand
{
    public static readonly Guid UserId = new("00000000-0000-7000-8000-000000000001");

    private const string DefaultRole = RoleNames.Manager;
    private static readonly string[] Roles = [RoleNames.Administrator, DefaultRole, RoleNames.User];
    private static readonly TimeSpan DefaultTtl = TimeSpan.FromHours(12);

    /// <returns>The process's exit code: 0, or 2 for wrong arguments.</returns>
    public static int Run(string[] args, TokenSettings settings, TimeProvider time, TextWriter output, TextWriter errors)
    {
        if (!TryRead(args, out var ttl, out var role))
        {
            errors.WriteLine($"usage: dev-token [--ttl PT12H] [--role {string.Join('|', Roles)}]   (an ISO 8601 duration, up to P365D)");
            return 2;
        }

        output.WriteLine(Sign(settings, time.GetUtcNow(), ttl, UserId, role));
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
            SigningCredentials = settings.Keys[0].Credentials,
        });

    /// <summary>Reads the options, each at most once, in any order.</summary>
    private static bool TryRead(ReadOnlySpan<string> args, out TimeSpan ttl, out string role)
    {
        (ttl, role) = (DefaultTtl, DefaultRole);
        var (hasTtl, hasRole) = (false, false);
        for (; args is [var name, var value, ..]; args = args[2..])
        {
            if (name is "--ttl" && !hasTtl && TryReadTtl(value, out ttl)) hasTtl = true;
            else if (name is "--role" && !hasRole && Roles.Contains(value, StringComparer.Ordinal)) (hasRole, role) = (true, value);
            else return false;
        }

        return args.IsEmpty;
    }

    private static bool TryReadTtl(string text, out TimeSpan ttl)
    {
        ttl = default;
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
