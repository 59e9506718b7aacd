using Crm.Actors.Contracts.Telegram;
using Crm.Actors.Contracts.Users;
using Crm.Actors.Contracts.Users.Events;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Grains.Users;
using Crm.Actors.Persistence.EventStore;
using Npgsql;
using NpgsqlTypes;

namespace Crm.Actors.Persistence.Users;

/// <summary>Users in <c>auth.users</c>; the database keeps <c>auth.user_roles</c>, <c>auth.team_members</c> and <c>auth.telegram_links</c> beside it.</summary>
public sealed class UserMapping : IAggregateMapping<UserState, UserEvent>
{
    /// <inheritdoc/>
    public string AggregateType => "user";

    /// <inheritdoc/>
    public string Table => "auth.users";

    /// <inheritdoc/>
    public bool HasUniqueKey => true;

    /// <inheritdoc/>
    public int? Lanes => 1;

    /// <inheritdoc/>
    public IEventCodec<UserEvent> Codec { get; } = new UserEventCodec();

    /// <inheritdoc/>
    public IReadOnlyList<Column<UserState>> Columns { get; } =
    [
        new Column<UserState, string>("email", "text", NpgsqlDbType.Text, static s => s.View.Email),
        new Column<UserState, string>("email_normalized", "text", NpgsqlDbType.Text, static s => Normalized(s.View.Email)),
        new Column<UserState, string?>("display_name", "text", NpgsqlDbType.Text, static s => s.View.DisplayName),
        new Column<UserState, string>("password_hash", "text", NpgsqlDbType.Text, static s => s.PasswordHash),
        // Role names have no character that means anything in an array literal.
        new Column<UserState, string>("roles", "text", NpgsqlDbType.Text, static s => $"{{{string.Join(',', s.View.Roles)}}}", cast: "text[]"),
        new Column<UserState, bool>("disabled", "boolean", NpgsqlDbType.Boolean, static s => s.View.Disabled),
        new Column<UserState, long>("sessions_from", "bigint", NpgsqlDbType.Bigint, static s => s.SessionsFrom),
        new Column<UserState, DateTimeOffset>("created_at", "timestamptz", NpgsqlDbType.TimestampTz, static s => s.View.CreatedAt),
        new Column<UserState, DateTimeOffset>("updated_at", "timestamptz", NpgsqlDbType.TimestampTz, static s => s.View.UpdatedAt),
        new Column<UserState, string>("teams", "text", NpgsqlDbType.Text, static s => $"{{{string.Join(',', s.View.Teams)}}}", cast: "uuid[]"),
        new Column<UserState, long>("rights_from", "bigint", NpgsqlDbType.Bigint, static s => s.RightsFrom),
        new Column<UserState, long?>("telegram_chat_id", "bigint", NpgsqlDbType.Bigint, static s => s.Telegram?.ChatId),
        new Column<UserState, string?>("telegram_username", "text", NpgsqlDbType.Text, static s => s.Telegram?.Username),
        new Column<UserState, DateTimeOffset?>("telegram_linked_at", "timestamptz", NpgsqlDbType.TimestampTz, static s => s.Telegram?.LinkedAt),
    ];

    /// <inheritdoc/>
    public long VersionOf(UserState state) => state.Version;

    /// <inheritdoc/>
    public UserState Read(NpgsqlDataReader row)
    {
        var view = new UserView
        {
            Id = row.GetGuid(0),
            Version = row.GetInt64(1),
            Email = row.GetString(2),
            DisplayName = row.IsDBNull(4) ? null : row.GetString(4),
            Roles = [.. row.GetFieldValue<string[]>(6)],
            Disabled = row.GetBoolean(7),
            CreatedAt = row.GetFieldValue<DateTimeOffset>(9),
            UpdatedAt = row.GetFieldValue<DateTimeOffset>(10),
            Teams = [.. row.GetFieldValue<Guid[]>(11)],
        };
        return new UserState(view, row.GetString(5), row.GetInt64(8), row.GetInt64(12)) { Telegram = ReadTelegram(row) };
    }

    private static TelegramLink? ReadTelegram(NpgsqlDataReader row)
    {
        var (chat, name) = (row.GetOrdinal("telegram_chat_id"), row.GetOrdinal("telegram_username"));
        return row.IsDBNull(chat)
            ? null
            : new TelegramLink(
                row.GetGuid(0), row.GetInt64(chat), row.IsDBNull(name) ? null : row.GetString(name), row.GetFieldValue<DateTimeOffset>(row.GetOrdinal("telegram_linked_at")));
    }

    private static string Normalized(string email) => EmailAddress.TryNormalize(email, out var normalized)
        ? normalized
        : throw new InvalidOperationException("A user's address was checked when the user was registered.");
}
