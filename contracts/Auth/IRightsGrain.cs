namespace Crm.Actors.Contracts.Auth;

/// <summary>Tells gateways whose access tokens are outdated. A stateless worker; the key has no meaning (use 0).</summary>
[Alias("crm.IRightsGrain")]
public interface IRightsGrain : IGrainWithIntegerKey
{
    /// <summary>The users whose roles, teams, password or standing changed within the time that ends now, by the database's clock.</summary>
    /// <param name="time">How far back, up to 10 days.</param>
    [Alias("ChangedWithin")]
    Task<CommandResult<RightsChanges>> ChangedWithin(TimeSpan time);
}
