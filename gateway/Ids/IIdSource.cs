namespace Crm.Actors.Gateway.Ids;

/// <summary>Makes ids of new objects. Injected, so that a test can name them.</summary>
internal interface IIdSource
{
    /// <summary>A UUIDv7 (RFC 9562 section 5.7) of now.</summary>
    Guid Next();
}

/// <summary>Ids from the clock and the system's randomness.</summary>
internal sealed class IdSource(TimeProvider time) : IIdSource
{
    public Guid Next() => Guid.CreateVersion7(time.GetUtcNow());
}
