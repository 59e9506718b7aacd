namespace Crm.Actors.Clustering.Consul;

/// <summary>Consul refused what was asked: nothing was done, and asking again changes nothing. The message is one line and holds no token.</summary>
public class ConsulException : Exception
{
    public ConsulException()
    {
    }

    public ConsulException(string message)
        : base(message)
    {
    }

    public ConsulException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
