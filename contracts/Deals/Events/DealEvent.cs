namespace Crm.Actors.Contracts.Deals.Events;

/// <summary>Something that happened to a deal. Every one carries where the deal stands, so that no reader needs a look-up.</summary>
/// <param name="Deal">After the event.</param>
/// <param name="Before">What of it was different before; null when nothing was.</param>
public abstract record DealEvent(DealContext Deal, DealContextChange? Before)
{
    /// <summary>How long the deal may stay in the stage that the event brought it into; null where nobody says, and for all other events.</summary>
    public StageDeadline? Deadline { get; init; }
}
