using System.Collections.Immutable;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Teams;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Grains.Teams;
using Crm.Actors.Persistence.EventStore;
using Crm.Actors.Persistence.Reading;
using Npgsql;
using NpgsqlTypes;

namespace Crm.Actors.Persistence.Teams;

/// <inheritdoc cref="ITeamDirectory"/>
public sealed class TeamDirectory(ReaderDatabase database) : ITeamDirectory
{
    private const int MaxLimit = 200;

    private const string ExistsSql = "SELECT EXISTS (SELECT FROM auth.teams WHERE id = $1)";

    private const string ListSql = """
        SELECT id, version, name, created_at, updated_at
        FROM auth.teams WHERE (created_at, id) > ($1, $2) ORDER BY created_at, id LIMIT $3
        """;

    private const string ListSomeSql = """
        SELECT id, version, name, created_at, updated_at
        FROM auth.teams WHERE (created_at, id) > ($1, $2) AND id = ANY ($4) ORDER BY created_at, id LIMIT $3
        """;

    private const string MembersSql = """
        SELECT u.id, u.display_name, u.roles, u.email
        FROM auth.team_members m JOIN auth.users u ON u.id = m.user_id
        WHERE m.team_id = $1 AND m.user_id > $2 ORDER BY m.user_id LIMIT $3
        """;

    /// <inheritdoc/>
    public Task<bool> ExistsAsync(Guid teamId) => database.ReadAsync(
        ExistsSql,
        command => command.AddValue(NpgsqlDbType.Uuid, teamId),
        static async (row, cancellation) => await row.ReadAsync(cancellation) && row.GetBoolean(0));

    /// <inheritdoc/>
    public Task<CommandResult<TeamPage>> ListAsync(int limit, string? cursor) => ListAsync(ListSql, limit, cursor, static _ => { });

    /// <inheritdoc/>
    public Task<CommandResult<TeamPage>> ListAsync(ImmutableArray<Guid> teams, int limit, string? cursor) =>
        ListAsync(ListSomeSql, limit, cursor, command => command.AddArray<Guid>(NpgsqlDbType.Uuid, [.. teams]));

    /// <inheritdoc/>
    public async Task<CommandResult<TeamMemberPage>> ListMembersAsync(Guid teamId, int limit, string? cursor)
    {
        if (limit is < 1 or > MaxLimit)
            return new(null, 0, WrongLimit);
        if (!PageCursor.TryReadId(cursor, out var after))
            return new(null, 0, PageCursor.Wrong);
        var found = await database.ReadAsync(
            MembersSql,
            command =>
            {
                command.AddValue(NpgsqlDbType.Uuid, teamId);
                command.AddValue(NpgsqlDbType.Uuid, after);
                command.AddValue(NpgsqlDbType.Integer, limit + 1);
            },
            static (row, cancellation) => row.AllAsync(ReadMember, cancellation));
        var page = found.Length > limit ? found[..limit] : found;
        return new(new(page, found.Length > limit ? PageCursor.Of(page[^1].Id) : null), 0, null);
    }

    private static Rejection WrongLimit => Rejections.Invalid("#/limit", $"Must be from 1 to {MaxLimit}.");

    private async Task<CommandResult<TeamPage>> ListAsync(string sql, int limit, string? cursor, Action<NpgsqlCommand> bindMore)
    {
        if (limit is < 1 or > MaxLimit)
            return new(null, 0, WrongLimit);
        if (!PageCursor.TryRead(cursor, out var createdAt, out var id))
            return new(null, 0, PageCursor.Wrong);
        var found = await database.ReadAsync(
            sql,
            command =>
            {
                command.AddValue(NpgsqlDbType.TimestampTz, createdAt);
                command.AddValue(NpgsqlDbType.Uuid, id);
                command.AddValue(NpgsqlDbType.Integer, limit + 1);
                bindMore(command);
            },
            static (row, cancellation) => row.AllAsync(ReadTeam, cancellation));
        var page = found.Length > limit ? found[..limit] : found;
        return new(new(page, found.Length > limit ? PageCursor.Of(page[^1].CreatedAt, page[^1].Id) : null), 0, null);
    }

    private static TeamView ReadTeam(NpgsqlDataReader row) => new()
    {
        Id = row.GetGuid(0),
        Version = row.GetInt64(1),
        Name = row.GetString(2),
        CreatedAt = row.GetFieldValue<DateTimeOffset>(3),
        UpdatedAt = row.GetFieldValue<DateTimeOffset>(4),
    };

    private static TeamMember ReadMember(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.IsDBNull(1) ? null : row.GetString(1), [.. row.GetFieldValue<string[]>(2)], row.GetString(3));
}
