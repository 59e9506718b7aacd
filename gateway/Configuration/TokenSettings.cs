using System.Collections.Immutable;
using System.Text;
using System.Xml;
using Crm.Actors.Gateway.Auth;

namespace Crm.Actors.Gateway.Configuration;

/// <summary>How access tokens are made and checked.</summary>
/// <param name="Keys">The first one signs, all verify. At least one.</param>
/// <param name="Issuer">The <c>iss</c> of tokens.</param>
/// <param name="Audience">The <c>aud</c> of tokens.</param>
internal sealed record TokenSettings(ImmutableArray<SigningKey> Keys, string Issuer, string Audience)
{
    /// <summary>RFC 7518 section 3.2: a key for HS256 has at least 256 bits.</summary>
    public const int MinSecretBytes = 32;

    private const string Secret = "AUTH_JWT_SECRET";
    private const string PreviousSecrets = "AUTH_JWT_PREVIOUS_SECRETS";
    private const string KeyFiles = "AUTH_JWT_KEY_FILES";
    private const string Lifetime = "AUTH_ACCESS_TOKEN_TTL";

    private static readonly TimeSpan MinLifetime = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan MaxLifetime = TimeSpan.FromDays(1);

    /// <summary>Tokens under one shared secret.</summary>
    public TokenSettings(byte[] secret, string issuer, string audience)
        : this([SigningKey.OfSecret(secret)], issuer, audience)
    {
    }

    /// <summary>How long an access token is good; without a silo, a disabled user or a changed role shows at the latest after this.</summary>
    public TimeSpan AccessTokenLifetime { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>
    /// Reads the keys. Key files come first: with them a shared secret only verifies, so that one can be replaced by them while its tokens
    /// are still about.
    /// </summary>
    /// <exception cref="ConfigurationException">A key is missing or unusable.</exception>
    public static TokenSettings Read(EnvironmentVariables environment)
    {
        var files = environment.List(KeyFiles);
        var secret = files.Length > 0 ? environment.Optional(Secret, "") : environment.Required(Secret);
        ImmutableArray<SigningKey> keys =
        [
            .. files.Select(OfFile),
            .. (secret.Length > 0 ? [OfSecret(Secret, secret)] : Array.Empty<SigningKey>()),
            .. environment.List(PreviousSecrets).Select(static previous => OfSecret(PreviousSecrets, previous)),
        ];
        if (keys.GroupBy(static key => key.Id, StringComparer.Ordinal).Any(static same => same.Count() > 1))
            throw new ConfigurationException(files.Length > 0 ? KeyFiles : PreviousSecrets, "names a key twice");
        return new TokenSettings(keys, environment.Optional("AUTH_JWT_ISSUER", "crm-actors"), environment.Optional("AUTH_JWT_AUDIENCE", "crm-actors"))
        {
            AccessTokenLifetime = ReadLifetime(environment.Optional(Lifetime, "PT15M")),
        };
    }

    private static SigningKey OfSecret(string variable, string text)
    {
        var secret = Encoding.UTF8.GetBytes(text);
        return secret.Length >= MinSecretBytes
            ? SigningKey.OfSecret(secret)
            : throw new ConfigurationException(variable, $"must have at least {MinSecretBytes} bytes, but has {secret.Length}");
    }

    private static SigningKey OfFile(string path)
    {
        try
        {
            return SigningKey.OfPem(File.ReadAllText(path));
        }
        catch (FormatException e)
        {
            throw new ConfigurationException(KeyFiles, $"names a file that {e.Message}: {path}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException(KeyFiles, $"names a file that cannot be read: {path}");
        }
    }

    private static TimeSpan ReadLifetime(string text)
    {
        try
        {
            var lifetime = XmlConvert.ToTimeSpan(text);
            if (lifetime >= MinLifetime && lifetime <= MaxLifetime) return lifetime;
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            throw new ConfigurationException(Lifetime, "must be an ISO 8601 duration such as PT15M");
        }

        throw new ConfigurationException(Lifetime, "must be from PT1M to P1D");
    }
}
