using System.Collections.Immutable;
using Crm.Actors.Contracts;

namespace Crm.Actors.Grains.Notifications;

/// <summary>Somebody who may be told, with their rights as they are now.</summary>
/// <param name="UserId">The user.</param>
/// <param name="Roles">The user's roles.</param>
/// <param name="Teams">The user's teams.</param>
/// <param name="HasTelegram">Whether a Telegram chat is linked.</param>
public sealed record Recipient(Guid UserId, ImmutableArray<string> Roles, ImmutableArray<Guid> Teams, bool HasTelegram)
{
    /// <summary>The user as whoever asks for what they may see.</summary>
    public Caller Caller => new(UserId, Roles, Teams, "en", null);
}
