namespace Crm.Actors.Silo.Users;

/// <summary>The administrator that an installation begins with.</summary>
internal sealed record FirstAdministrator(string Email, string Password)
{
    /// <summary>Without the password: secrets are not for logs.</summary>
    public override string ToString() => nameof(FirstAdministrator);
}
