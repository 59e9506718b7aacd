namespace Crm.Actors.Contracts.Users.Events;

/// <summary>
/// Something that happened to a user. E-mail address, name and password hash travel with an event to the user's row and are never
/// written into the log: those members are null in an event that was read back.
/// </summary>
/// <param name="User">Where the user stands after the event.</param>
public abstract record UserEvent(UserContext User);
