namespace Crm.Actors.Grains.Auth;

/// <summary>Whether a password may be tried.</summary>
/// <param name="Wait">How long it may not; zero when it may.</param>
/// <param name="IsFirst">Whether this is the first refusal since the last success of this account from this network.</param>
[GenerateSerializer, Immutable, Alias("crm.AttemptVerdict")]
public sealed record AttemptVerdict([property: Id(0)] TimeSpan Wait, [property: Id(1)] bool IsFirst)
{
    public static AttemptVerdict Go { get; } = new(TimeSpan.Zero, false);
}
