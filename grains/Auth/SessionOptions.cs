namespace Crm.Actors.Grains.Auth;

/// <summary>How long sessions last.</summary>
public sealed class SessionOptions
{
    /// <summary>How long a refresh token is good. 1 minute to 365 days.</summary>
    public TimeSpan RefreshTokenLifetime { get; set; } = TimeSpan.FromDays(30);
}
