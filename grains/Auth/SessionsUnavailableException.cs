namespace Crm.Actors.Grains.Auth;

/// <summary>The store of sessions did not answer in time.</summary>
[GenerateSerializer, Alias("crm.SessionsUnavailableException")]
public sealed class SessionsUnavailableException : Exception
{
    public SessionsUnavailableException()
    {
    }

    public SessionsUnavailableException(string message)
        : base(message)
    {
    }

    public SessionsUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
