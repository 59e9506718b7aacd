using System.Buffers.Text;
using System.Collections.Immutable;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Users;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Grains.Users;
using Crm.Actors.Persistence.EventStore;
using Npgsql;
using NpgsqlTypes;

namespace Crm.Actors.Persistence.Users;

/// <inheritdoc cref="IUserDirectory"/>
public sealed class UserDirectory(UserDatabase database) : IUserDirectory
{
    private const int MaxLimit = 200;
    private const int CursorBytes = 24;

    private const string FindSql = "SELECT id FROM auth.users WHERE email_normalized = $1";

    private const string ListSql = """
        SELECT id, version, email, display_name, roles, disabled, created_at, updated_at
        FROM auth.users WHERE (created_at, id) > ($1, $2) ORDER BY created_at, id LIMIT $3
        """;

    private const string ListRolesSql = "SELECT id, version, name, description, created_at FROM auth.roles ORDER BY name";

    private const string HasRoleSql = "SELECT EXISTS (SELECT FROM auth.roles WHERE name = $1)";

    /// <inheritdoc/>
    public Task<Guid?> FindAsync(string normalizedEmail) => database.ReadAsync(
        FindSql,
        command => command.AddValue(NpgsqlDbType.Text, normalizedEmail),
        static async (row, cancellation) => await row.ReadAsync(cancellation) ? row.GetGuid(0) : (Guid?)null);

    /// <inheritdoc/>
    public async Task<CommandResult<UserPage>> ListAsync(int limit, string? cursor)
    {
        if (limit is < 1 or > MaxLimit)
            return new(null, 0, Rejections.Invalid("#/limit", $"Must be from 1 to {MaxLimit}."));
        if (!TryRead(cursor, out var createdAt, out var id))
            return new(null, 0, Rejections.Invalid("#/cursor", "Is not a cursor of this list."));
        var found = await database.ReadAsync(
            ListSql,
            command =>
            {
                command.AddValue(NpgsqlDbType.TimestampTz, createdAt);
                command.AddValue(NpgsqlDbType.Uuid, id);
                command.AddValue(NpgsqlDbType.Integer, limit + 1);
            },
            static (row, cancellation) => AllAsync(row, ReadView, cancellation));
        var page = found.Length > limit ? found[..limit] : found;
        return new(new(page, found.Length > limit ? Write(page[^1]) : null), 0, null);
    }

    /// <inheritdoc/>
    public async Task<RoleList> ListRolesAsync() =>
        new(await database.ReadAsync(ListRolesSql, static _ => { }, static (row, cancellation) => AllAsync(row, RoleMapping.ReadView, cancellation)));

    /// <inheritdoc/>
    public Task<bool> HasRoleAsync(string name) => database.ReadAsync(
        HasRoleSql,
        command => command.AddValue(NpgsqlDbType.Text, name),
        static async (row, cancellation) => await row.ReadAsync(cancellation) && row.GetBoolean(0));

    private static async Task<ImmutableArray<T>> AllAsync<T>(NpgsqlDataReader row, Func<NpgsqlDataReader, T> read, CancellationToken cancellation)
    {
        var all = ImmutableArray.CreateBuilder<T>();
        while (await row.ReadAsync(cancellation))
            all.Add(read(row));
        return all.DrainToImmutable();
    }

    private static UserView ReadView(NpgsqlDataReader row) => new()
    {
        Id = row.GetGuid(0),
        Version = row.GetInt64(1),
        Email = row.GetString(2),
        DisplayName = row.IsDBNull(3) ? null : row.GetString(3),
        Roles = [.. row.GetFieldValue<string[]>(4)],
        Disabled = row.GetBoolean(5),
        CreatedAt = row.GetFieldValue<DateTimeOffset>(6),
        UpdatedAt = row.GetFieldValue<DateTimeOffset>(7),
    };

    /// <summary>The last user's time and id. Administrators see all users, so there is nothing to protect.</summary>
    private static string Write(UserView last)
    {
        Span<byte> bytes = stackalloc byte[CursorBytes];
        BitConverter.TryWriteBytes(bytes, last.CreatedAt.UtcTicks);
        last.Id.TryWriteBytes(bytes[8..]);
        return Base64Url.EncodeToString(bytes);
    }

    private static bool TryRead(string? cursor, out DateTimeOffset createdAt, out Guid id)
    {
        (createdAt, id) = (DateTimeOffset.UnixEpoch, Guid.Empty);
        if (cursor is null)
            return true;
        Span<byte> bytes = stackalloc byte[CursorBytes];
        if (cursor.Length != Base64Url.GetEncodedLength(CursorBytes) || !Base64Url.IsValid(cursor) || !Base64Url.TryDecodeFromChars(cursor, bytes, out var written) || written != CursorBytes)
            return false;
        var ticks = BitConverter.ToInt64(bytes);
        if (ticks < DateTimeOffset.UnixEpoch.Ticks || ticks > DateTimeOffset.MaxValue.Ticks)
            return false;
        (createdAt, id) = (new DateTimeOffset(ticks, TimeSpan.Zero), new Guid(bytes[8..]));
        return true;
    }
}
