namespace Crm.Actors.Grains.Auth;

/// <summary>Too many passwords wait for being hashed.</summary>
public sealed class PasswordsBusyException : Exception
{
    public PasswordsBusyException()
    {
    }

    public PasswordsBusyException(string message)
        : base(message)
    {
    }

    public PasswordsBusyException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
