using Crm.Actors.Grains.Auth;
using Crm.Actors.Grains.Users;
using Crm.Actors.Persistence.Configuration;
using Crm.Actors.RateLimits;
using Crm.Actors.RateLimits.Redis;
using Crm.Actors.Silo.Passwords;
using Crm.Actors.Silo.Sessions;
using Crm.Actors.Silo.Users;

namespace Crm.Actors.Silo.Hosting;

/// <summary>What a silo is told about users and sessions.</summary>
internal sealed record AuthSettings
{
    public required SessionOptions Sessions { get; init; }

    public required Argon2Options Passwords { get; init; }

    public required AttemptOptions Attempts { get; init; }

    /// <summary>Null when none is to be made.</summary>
    public required FirstAdministrator? Administrator { get; init; }

    /// <summary>Where sessions are kept; null for the memory of the cluster.</summary>
    public required RedisAddress? Redis { get; init; }

    /// <exception cref="ConfigurationException">A variable is missing or unusable.</exception>
    public static AuthSettings Read(EnvironmentVariables environment) => new()
    {
        Sessions = new SessionOptions
        {
            RefreshTokenLifetime = environment.GetDuration(
                "AUTH_REFRESH_TOKEN_TTL", TimeSpan.FromDays(30), TimeSpan.FromMinutes(1), TimeSpan.FromDays(365)),
        },
        Passwords = new Argon2Options
        {
            MemoryKiB = environment.GetInt32(
                "AUTH_ARGON2_MEMORY_KIB", new Argon2Options().MemoryKiB, Argon2Options.MinMemoryKiB, Argon2Options.MaxMemoryKiB),
            Passes = environment.GetInt32("AUTH_ARGON2_PASSES", new Argon2Options().Passes, Argon2Options.MinPasses, Argon2Options.MaxPasses),
        },
        Attempts = new AttemptOptions
        {
            PerAccount = ReadBudget(environment, "AUTH_LOGIN_FAILURES_ACCOUNT", new AttemptOptions().PerAccount),
            PerNetwork = ReadBudget(environment, "AUTH_LOGIN_FAILURES_ADDRESS", new AttemptOptions().PerNetwork),
        },
        Administrator = ReadAdministrator(environment),
        Redis = RedisUrl.Read(environment, "AUTH_REDIS_URL", "REDIS_URL"),
    };

    /// <summary>Without anything: it holds passwords.</summary>
    public override string ToString() => nameof(AuthSettings);

    private static FailureBudget? ReadBudget(EnvironmentVariables environment, string variable, FailureBudget? otherwise)
    {
        if (environment.Find(variable) is not { } text)
            return otherwise;
        try
        {
            return RateLimit.Parse(text) is { } rate ? new FailureBudget(rate.Burst, TimeSpan.FromMicroseconds(rate.Interval)) : null;
        }
        catch (FormatException fault)
        {
            throw new ConfigurationException(variable, fault.Message);
        }
    }

    private static FirstAdministrator? ReadAdministrator(EnvironmentVariables environment)
    {
        const string Email = "AUTH_ADMIN_EMAIL";
        const string Password = "AUTH_ADMIN_PASSWORD";
        if (environment.Find(Email) is not { } email)
            return environment.Find(Password) is null ? null : throw new ConfigurationException(Email, $"is not set, but {Password} is");
        var password = environment.Get(Password);
        if (!EmailAddress.TryNormalize(email, out _))
            throw new ConfigurationException(Email, "is not an e-mail address in ASCII");
        if (password.Length is < UserChecks.MinPassword or > UserChecks.MaxPassword)
            throw new ConfigurationException(Password, $"must have {UserChecks.MinPassword} to {UserChecks.MaxPassword} characters");
        return new FirstAdministrator(email, password);
    }
}
