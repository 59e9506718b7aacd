namespace Crm.Actors.Contracts.Users.Events;

/// <summary>A user came to be.</summary>
/// <param name="Id">The user.</param>
/// <param name="User">Where the user stands.</param>
/// <param name="Secrets">For the row alone; null when read from the log.</param>
[EventType("user.registered", 1)]
public sealed record UserRegistered(Guid Id, UserContext User, UserSecrets? Secrets) : UserEvent(User);
