namespace Crm.Actors.Contracts.Users.Events;

/// <summary>What a user's row has and the log has not.</summary>
/// <param name="Email">The address as it was given.</param>
/// <param name="DisplayName">The name as it was given, or null.</param>
/// <param name="PasswordHash">A PHC string.</param>
public sealed record UserSecrets(string Email, string? DisplayName, string PasswordHash)
{
    /// <summary>Says nothing: secrets are not for logs.</summary>
    public override string ToString() => nameof(UserSecrets);
}
