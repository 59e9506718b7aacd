using Crm.Actors.Contracts.Deals;

namespace Crm.Actors.Grains.Tasks;

/// <summary>A time at which something is to be said of a deal, if it is still in the stage.</summary>
/// <param name="Id">Follows from the event that brought the deal there.</param>
/// <param name="DealId">The deal.</param>
/// <param name="Deadline">What has come to pass then.</param>
public sealed record DueStage(Guid Id, Guid DealId, PassStageDeadline Deadline) : DealDemand;
