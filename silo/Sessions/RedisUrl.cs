using Crm.Actors.Persistence.Configuration;
using Crm.Actors.RateLimits.Redis;

namespace Crm.Actors.Silo.Sessions;

/// <summary>The silo's Redis, as its environment names it; see <see cref="RedisAddress"/>.</summary>
internal static class RedisUrl
{
    /// <summary>The first of the variables that is set, with the prefix of the installation; null when none is.</summary>
    /// <exception cref="ConfigurationException">It is no such URL, or the prefix is none.</exception>
    public static RedisAddress? Read(EnvironmentVariables environment, params ReadOnlySpan<string> variables)
    {
        var prefix = Parse(RedisKeyPrefix.Variable, environment.Find(RedisKeyPrefix.Variable), RedisKeyPrefix.Parse);
        foreach (var variable in variables)
        {
            if (environment.Find(variable) is { } url)
                return Parse(variable, url, text => RedisAddress.Parse(text, "crm-silo", prefix));
        }

        return null;
    }

    private static TValue Parse<TText, TValue>(string variable, TText text, Func<TText, TValue> parse)
    {
        try
        {
            return parse(text);
        }
        catch (FormatException fault)
        {
            throw new ConfigurationException(variable, fault.Message);
        }
    }
}
