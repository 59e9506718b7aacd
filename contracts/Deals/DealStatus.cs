namespace Crm.Actors.Contracts.Deals;

/// <summary>Whether a deal is being worked on, and how it ended. Written in lower case on the wire and in the database.</summary>
[GenerateSerializer, Alias("crm.DealStatus")]
public enum DealStatus
{
    Open = 0,
    Won = 1,
    Lost = 2,
}
