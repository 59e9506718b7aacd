namespace Crm.Actors.Grains.Auth;

/// <summary>The one place of a cluster where failed attempts are counted in memory; the key is 0. Only silos call it.</summary>
[Alias("crm.ILogInAttemptsGrain")]
public interface ILogInAttemptsGrain : IGrainWithIntegerKey
{
    [Alias("Begin")]
    Task<AttemptVerdict> Begin(AttemptSource source);

    [Alias("Succeed")]
    Task Succeed(AttemptSource source);

    [Alias("Abandon")]
    Task Abandon(AttemptSource source);
}
