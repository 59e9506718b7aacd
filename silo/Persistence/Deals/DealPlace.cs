namespace Crm.Actors.Persistence.Deals;

/// <summary>Where a deal stands in an ordered list: its sort keys (null where the field has no value) and its id.</summary>
internal sealed record DealPlace(object?[] Keys, Guid Id)
{
    /// <summary>The position of the event since which the deal is so.</summary>
    public long Since { get; init; }

    /// <summary>
    /// Among what deals were the end of the row where a search stopped: the deal may have more rows in the same place, behind this one. Null for a
    /// place behind all of them.
    /// </summary>
    public long? Until { get; init; }

    /// <summary>Whether it is no deal's place, but the end of all deals with the first of the keys.</summary>
    public bool IsEnd { get; init; }
}
