using Crm.Actors.Persistence.Configuration;
using Crm.Actors.RateLimits.Redis;
using StackExchange.Redis;

namespace Crm.Actors.Silo.Sessions;

/// <summary>The silo's Redis, as its environment names it; see <see cref="RedisAddress"/>.</summary>
internal static class RedisUrl
{
    /// <summary>The first of the variables that is set; null when none is.</summary>
    /// <exception cref="ConfigurationException">It is no such URL.</exception>
    public static ConfigurationOptions? Read(EnvironmentVariables environment, params ReadOnlySpan<string> variables)
    {
        foreach (var variable in variables)
        {
            if (environment.Find(variable) is { } url)
                return Parse(variable, url);
        }

        return null;
    }

    private static ConfigurationOptions Parse(string variable, string text)
    {
        try
        {
            return RedisAddress.Parse(text, "crm-silo");
        }
        catch (FormatException fault)
        {
            throw new ConfigurationException(variable, fault.Message);
        }
    }
}
