using Crm.Actors.Contracts.Telegram;
using Crm.Actors.Contracts.Users;
using Crm.Actors.Contracts.Users.Events;
using Crm.Actors.Grains.Kernel;

namespace Crm.Actors.Grains.Users;

/// <summary>
/// A user's state. What is not in the log (address, name, password hash) is empty in a state that was replayed from it; the row, from
/// which an activation starts, has all of it.
/// </summary>
/// <param name="View">The user as readers see it.</param>
/// <param name="PasswordHash">A PHC string; empty in a replayed state.</param>
/// <param name="SessionsFrom">The version since which sessions are good: those that began at an older one have ended.</param>
/// <param name="RightsFrom">The version since which access tokens are good: an older one says what is no longer so.</param>
public sealed record UserState(UserView View, string PasswordHash, long SessionsFrom, long RightsFrom)
    : IAggregateState<UserState, UserEvent, UserView>
{
    /// <inheritdoc/>
    public long Version => View.Version;

    /// <summary>The user's Telegram chat, or null; null in a replayed state.</summary>
    public TelegramLink? Telegram { get; init; }

    /// <inheritdoc/>
    public static UserState Apply(UserState? state, Recorded<UserEvent> recorded)
    {
        if (recorded.Data is UserRegistered registered)
            return From(registered, recorded);
        if (state is null)
            throw new InvalidOperationException("A user's first event is user.registered.");
        var rightsFrom = recorded.Data is UserPasswordRehashed or UserTelegramLinked or UserTelegramUnlinked ? state.RightsFrom : recorded.Version;
        var next = state with { View = With(state.View, recorded), RightsFrom = rightsFrom };
        return recorded.Data switch
        {
            UserPasswordChanged changed => next with { PasswordHash = changed.PasswordHash ?? "", SessionsFrom = recorded.Version },
            UserPasswordRehashed rehashed => next with { PasswordHash = rehashed.PasswordHash ?? "" },
            UserDisabled => next with { SessionsFrom = recorded.Version },
            UserTelegramLinked linked => next with { Telegram = linked.Chat is { } chat ? new(next.View.Id, chat.ChatId, chat.Username, recorded.At) : null },
            UserTelegramUnlinked => next with { Telegram = null },
            _ => next,
        };
    }

    /// <summary>Where the user stands, as events say it.</summary>
    public UserContext Context => new(View.Roles, View.Disabled, View.Teams);

    /// <summary>Without the hash: secrets are not for logs.</summary>
    public override string ToString() => $"{nameof(UserState)} {View.Id} at {Version}";

    private static UserState From(UserRegistered registered, Recorded<UserEvent> recorded) => new(
        new UserView
        {
            Id = registered.Id,
            Version = recorded.Version,
            Email = registered.Secrets?.Email ?? "",
            DisplayName = registered.Secrets?.DisplayName,
            Roles = registered.User.Roles,
            Disabled = registered.User.Disabled,
            CreatedAt = recorded.At,
            UpdatedAt = recorded.At,
            Teams = registered.User.Teams,
        },
        registered.Secrets?.PasswordHash ?? "",
        recorded.Version,
        recorded.Version);

    private static UserView With(UserView view, Recorded<UserEvent> recorded) => view with
    {
        Version = recorded.Version,
        Roles = recorded.Data.User.Roles,
        Disabled = recorded.Data.User.Disabled,
        Teams = recorded.Data.User.Teams,
        UpdatedAt = recorded.At,
    };
}
