namespace Crm.Actors.Grains.Auth;

/// <summary>How many failed attempts there may be beyond those of one account from one network; null for any number.</summary>
public sealed record AttemptOptions
{
    /// <summary>
    /// Of one account from all networks but those that its owner has logged in from. Refills slowly instead of locking, so that a stranger
    /// cannot keep the owner out for ever. The size is that of NIST SP 800-63B section 5.2.2.
    /// </summary>
    public FailureBudget? PerAccount { get; init; } = new(100, TimeSpan.FromSeconds(36));

    /// <summary>From one network for all accounts: a few common passwords tried on many accounts. Offices share an address.</summary>
    public FailureBudget? PerNetwork { get; init; } = new(100, TimeSpan.FromSeconds(6));
}

/// <summary>Failures that are free at once, and how long it takes until one more is.</summary>
public sealed record FailureBudget(int Burst, TimeSpan Interval);
