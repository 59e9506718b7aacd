using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Users;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Grains.Users;
using Crm.Actors.Persistence.EventStore;
using Crm.Actors.Persistence.Reading;
using Npgsql;
using NpgsqlTypes;

namespace Crm.Actors.Persistence.Users;

/// <inheritdoc cref="IUserDirectory"/>
public sealed class UserDirectory(ReaderDatabase database) : IUserDirectory
{
    private const int MaxLimit = 200;

    private const string FindSql = "SELECT id FROM auth.users WHERE email_normalized = $1";

    private const string ListSql = """
        SELECT id, version, email, display_name, roles, disabled, created_at, updated_at, teams
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
        if (!PageCursor.TryRead(cursor, out var createdAt, out var id))
            return new(null, 0, PageCursor.Wrong);
        var found = await database.ReadAsync(
            ListSql,
            command =>
            {
                command.AddValue(NpgsqlDbType.TimestampTz, createdAt);
                command.AddValue(NpgsqlDbType.Uuid, id);
                command.AddValue(NpgsqlDbType.Integer, limit + 1);
            },
            static (row, cancellation) => row.AllAsync(ReadView, cancellation));
        var page = found.Length > limit ? found[..limit] : found;
        return new(new(page, found.Length > limit ? PageCursor.Of(page[^1].CreatedAt, page[^1].Id) : null), 0, null);
    }

    /// <inheritdoc/>
    public async Task<RoleList> ListRolesAsync() =>
        new(await database.ReadAsync(ListRolesSql, static _ => { }, static (row, cancellation) => row.AllAsync(RoleMapping.ReadView, cancellation)));

    /// <inheritdoc/>
    public Task<bool> HasRoleAsync(string name) => database.ReadAsync(
        HasRoleSql,
        command => command.AddValue(NpgsqlDbType.Text, name),
        static async (row, cancellation) => await row.ReadAsync(cancellation) && row.GetBoolean(0));

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
        Teams = [.. row.GetFieldValue<Guid[]>(8)],
    };
}
