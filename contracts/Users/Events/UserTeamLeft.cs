namespace Crm.Actors.Contracts.Users.Events;

/// <summary>A user is no longer a member of a team.</summary>
[EventType("user.team.left", 1)]
public sealed record UserTeamLeft(Guid TeamId, UserContext User) : UserEvent(User);
