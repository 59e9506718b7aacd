using Crm.Actors.Contracts.Deals.Events;
using Crm.Actors.Grains.Kernel;

namespace Crm.Actors.Grains.Deals;

/// <summary>One change of a deal's past, with what it takes to undo it.</summary>
/// <param name="Event">The change.</param>
/// <param name="LostReason">Why the deal was lost before, for a <see cref="DealReopened"/> of a lost deal.</param>
public sealed record PastDealChange(Recorded<DealEvent> Event, string? LostReason);
