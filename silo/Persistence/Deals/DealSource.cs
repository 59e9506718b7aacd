namespace Crm.Actors.Persistence.Deals;

/// <summary>The filter by which deals are gathered.</summary>
internal enum DealSource
{
    /// <summary>All deals of the owner.</summary>
    Owner,

    /// <summary>All deals of the team.</summary>
    Team,

    /// <summary>All deals that the caller sees: own ones, those of the caller's teams, those shared with either.</summary>
    Seen,

    /// <summary>All deals of the groups with an amount in the range, or with none.</summary>
    Amount,

    /// <summary>All deals of the groups without a close date.</summary>
    CloseDate,

    /// <summary>All deals of the groups.</summary>
    Group,
}
