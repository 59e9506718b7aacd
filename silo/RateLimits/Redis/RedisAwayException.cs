namespace Crm.Actors.RateLimits.Redis;

/// <summary>Redis does not answer in time, or not as it should for now.</summary>
public sealed class RedisAwayException : Exception
{
    public RedisAwayException()
    {
    }

    public RedisAwayException(string message)
        : base(message)
    {
    }

    public RedisAwayException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
