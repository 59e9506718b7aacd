using System.Collections.Immutable;
using Crm.Actors.Contracts.Notifications;

namespace Crm.Actors.Grains.Notifications;

/// <summary>An event that somebody may have to be told of, before it is known who wants to be.</summary>
/// <param name="Content">What there is to say. The title is empty where the event has none: the deal has it.</param>
/// <param name="Audience">Ids of users whom it concerns, the actor never among them; ids of others are of no use here.</param>
/// <param name="WithTeams">Whether the ids of teams among them mean all their members.</param>
public sealed record NotificationSource(NotificationContent Content, ImmutableArray<Guid> Audience, bool WithTeams)
{
    /// <summary>Whom the event is not for, though they are in the audience by a team: who caused it. Null where nobody did.</summary>
    public Guid? Except { get; init; }
}
