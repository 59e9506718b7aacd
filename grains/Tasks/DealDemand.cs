namespace Crm.Actors.Grains.Tasks;

/// <summary>What an event of a deal asks of others.</summary>
public abstract record DealDemand;
