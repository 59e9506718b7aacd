namespace Crm.Actors.Clustering.Consul;

/// <summary>Consul gave no answer, or none for now: the agent is away or has no leader. A write may have been done all the same.</summary>
public sealed class ConsulUnavailableException : ConsulException
{
    public ConsulUnavailableException()
    {
    }

    public ConsulUnavailableException(string message)
        : base(message)
    {
    }

    public ConsulUnavailableException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
