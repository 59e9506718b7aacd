namespace Crm.Actors.Grains.Kernel;

/// <summary>UUIDv7 from a clock.</summary>
/// <param name="clock">The clock that the ids' timestamps come from.</param>
public sealed class UuidV7Source(TimeProvider clock) : IIdSource
{
    /// <inheritdoc/>
#pragma warning disable RS0030 // The one place that may make ids.
    public Guid Next() => Guid.CreateVersion7(clock.GetUtcNow());
#pragma warning restore RS0030
}
