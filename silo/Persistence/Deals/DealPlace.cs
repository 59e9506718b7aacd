namespace Crm.Actors.Persistence.Deals;

/// <summary>Where a deal stands in an ordered list: its sort keys (null where the field has no value) and its id.</summary>
internal sealed record DealPlace(object?[] Keys, Guid Id)
{
    /// <summary>The position of the event since which the deal is so.</summary>
    public long Since { get; init; }

    /// <summary>
    /// The position of the event at which the deal was so no longer, of a place among what deals were: several versions of a deal may have the
    /// same keys. Null for a place in the list as it is.
    /// </summary>
    public long? Until { get; init; }

    /// <summary>Whether it is no deal's place, but the end of all deals with the first of the keys.</summary>
    public bool IsEnd { get; init; }
}
