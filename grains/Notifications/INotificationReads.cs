using System.Collections.Immutable;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Notifications;
using Crm.Actors.Grains.Kernel;

namespace Crm.Actors.Grains.Notifications;

/// <summary>Notifications and the people whom they are for, as their rows stand.</summary>
/// <remarks>Every member throws <see cref="StoreUnavailableException"/> when the database does not answer within 2 s.</remarks>
public interface INotificationReads
{
    /// <summary>A page of a user's list, newest first; <see cref="RejectionCode.Invalid"/> when limit or cursor is wrong.</summary>
    Task<CommandResult<NotificationPage>> ListAsync(ListNotifications query);

    /// <summary>Unread ones of a user's list that are older than an event, newest first.</summary>
    /// <param name="userId">Whose.</param>
    /// <param name="before">Place of the event in the log.</param>
    /// <param name="max">At most so many.</param>
    Task<ImmutableArray<(Guid Id, long Position)>> UnreadAsync(Guid userId, long before, int max);

    /// <summary>The users among these ids, and the members of the teams among them; disabled ones are left out.</summary>
    Task<ImmutableArray<Recipient>> RecipientsAsync(IReadOnlyCollection<Guid> ids);
}
