using Crm.Actors.Grains.Consumers;

namespace Crm.Actors.Persistence.Consumers;

/// <summary>How a round ended.</summary>
/// <param name="Rest">What did not go into it.</param>
/// <param name="Changed">Whether it wrote anything.</param>
/// <param name="Parked">The events that were given up.</param>
internal sealed record ConsumerRoundResult(IReadOnlyList<AnnouncedEvent> Rest, bool Changed, IReadOnlyList<ParkedEvent> Parked);
