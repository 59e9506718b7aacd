namespace Crm.Actors.TestKit.Telegram;

/// <summary>A user with a Telegram chat.</summary>
/// <param name="User">The user.</param>
/// <param name="Id">The chat.</param>
public sealed record LinkedChat(Guid User, long Id);
