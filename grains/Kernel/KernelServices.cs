namespace Crm.Actors.Grains.Kernel;

/// <summary>What every aggregate needs beside its store.</summary>
public sealed class KernelServices(TimeProvider clock, IIdSource ids, KernelOptions options)
{
    public IIdSource Ids { get; } = ids;

    public KernelOptions Options { get; } = options;

    /// <summary>UTC in whole microseconds, which is what PostgreSQL keeps.</summary>
    public DateTimeOffset Now()
    {
        var now = clock.GetUtcNow();
        return new DateTimeOffset(now.UtcTicks - now.UtcTicks % TimeSpan.TicksPerMicrosecond, TimeSpan.Zero);
    }
}
