namespace Crm.Actors.Persistence.Deals;

/// <summary>How much a list reads in each way before it tries another. Measured: each costs about as much as the next.</summary>
public sealed record DealListBudgets
{
    /// <summary>Deals that are gathered by owner, team, sight or amount at once and looked through for words.</summary>
    public int RareText { get; init; } = 25_000;

    /// <summary>Deals that are gathered by owner, team, sight or amount at once; each is an index entry.</summary>
    public int Rare { get; init; } = 15_000;

    /// <summary>The same where custom fields of each deal are looked up, or what it was.</summary>
    public int RareFields { get; init; } = 8_000;

    /// <summary>As <see cref="Rare"/>, after a walk that met too few.</summary>
    public int Scarce { get; init; } = 250_000;

    /// <summary>As <see cref="RareFields"/>, after a walk that met too few.</summary>
    public int ScarceFields { get; init; } = 60_000;

    /// <summary>Former versions of deals that are gathered at once by the changes since then; each is an index entry.</summary>
    public int RareChanges { get; init; } = 30_000;

    /// <summary>Groups of which each has a scan of its own; it takes a tenth of a millisecond to plan one.</summary>
    public int MergedGroups { get; init; } = 48;

    /// <summary>Groups that a list of all pipelines goes through.</summary>
    public int MostGroups { get; init; } = 5_000;

    /// <summary>Index entries of a walk.</summary>
    public int Walk { get; init; } = 60_000;

    /// <summary>Index entries of the walk that finds common words, or what most deals were, before anything is gathered.</summary>
    public int ShortWalk { get; init; } = 10_000;

    /// <summary>The same where each deal has to be read for its second key.</summary>
    public int ShortWalkWithRows { get; init; } = 8_000;

    /// <summary>Index entries of a walk that has to read each deal for its second key, or for a custom field.</summary>
    public int WalkWithRows { get; init; } = 10_000;

    /// <summary>After this time a page stays short instead of walking on; its cursor goes on from there.</summary>
    public TimeSpan LongestWalk { get; init; } = TimeSpan.FromSeconds(1);
}
