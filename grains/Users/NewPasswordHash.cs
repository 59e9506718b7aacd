using Crm.Actors.Contracts;

namespace Crm.Actors.Grains.Users;

/// <summary>Replaces a password hash, if it still is what it was when the password was verified.</summary>
/// <param name="Context">The command's context.</param>
/// <param name="FormerHash">The hash that was verified.</param>
/// <param name="Hash">The new one.</param>
/// <param name="IsSamePassword">Whether only the hash is new.</param>
[GenerateSerializer, Immutable, Alias("crm.NewPasswordHash")]
public sealed record NewPasswordHash(
    [property: Id(0)] CommandContext Context,
    [property: Id(1)] string FormerHash,
    [property: Id(2)] string Hash,
    [property: Id(3)] bool IsSamePassword)
{
    /// <summary>Without the hashes: secrets are not for logs.</summary>
    public override string ToString() => nameof(NewPasswordHash);
}
