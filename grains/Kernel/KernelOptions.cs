namespace Crm.Actors.Grains.Kernel;

/// <summary>Bounds of every aggregate.</summary>
public sealed class KernelOptions
{
    /// <summary>Commands that one aggregate may have waiting; more are refused as overloaded. 1 to 1,000,000.</summary>
    public int MaxWaitingCommands { get; set; } = 4096;

    /// <summary>Commands that all aggregates of a silo together may have waiting; more are refused as overloaded. 1 to 10,000,000.</summary>
    public int MaxWaitingCommandsPerSilo { get; set; } = 32_768;

    /// <summary>Commands that go into one append. 1 to 4096.</summary>
    public int MaxBatchCommands { get; set; } = 512;

    /// <summary>Finished commands with a key that an active aggregate remembers; older ones are found in the database. 0 to 1024.</summary>
    public int RememberedCommands { get; set; } = 4;
}
