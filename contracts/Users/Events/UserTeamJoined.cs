namespace Crm.Actors.Contracts.Users.Events;

/// <summary>A user became a member of a team.</summary>
[EventType("user.team.joined", 1)]
public sealed record UserTeamJoined(Guid TeamId, UserContext User) : UserEvent(User);
