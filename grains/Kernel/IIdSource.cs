namespace Crm.Actors.Grains.Kernel;

/// <summary>Makes unique ids.</summary>
public interface IIdSource
{
    /// <summary>A new UUIDv7 (RFC 9562 section 5.7).</summary>
    Guid Next();
}
