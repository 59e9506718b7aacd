using System.Net.Sockets;
using Crm.Actors.Grains.Auth;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Persistence.EventStore;
using Npgsql;
using NpgsqlTypes;

namespace Crm.Actors.Persistence.Auth;

/// <summary>Security events in <c>auth.audit</c>, which the writer login can add to and neither change nor read.</summary>
public sealed class SecurityAudit(WriterDatabase database, TimeProvider clock) : ISecurityAudit
{
    private const string Sql = """
        INSERT INTO auth.audit (action, outcome, actor_id, user_id, email, address, user_agent, detail, traceparent)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1.5);

    /// <inheritdoc/>
    public async Task RecordAsync(SecurityEvent happened)
    {
        using var deadline = new CancellationTokenSource(Patience, clock);
        try
        {
            await using var command = database.Source.CreateCommand(Sql);
            command.AddValue(NpgsqlDbType.Text, NameOf(happened.Action));
            command.AddValue(NpgsqlDbType.Text, happened.Outcome);
            Add(command, NpgsqlDbType.Uuid, happened.ActorId);
            Add(command, NpgsqlDbType.Uuid, happened.UserId);
            Add(command, NpgsqlDbType.Text, happened.Email);
            Add(command, NpgsqlDbType.Text, happened.Origin.Address);
            Add(command, NpgsqlDbType.Text, happened.Origin.UserAgent);
            Add(command, NpgsqlDbType.Text, happened.Detail);
            Add(command, NpgsqlDbType.Text, happened.TraceParent);
            await command.ExecuteNonQueryAsync(deadline.Token);
        }
        catch (Exception error) when (error is NpgsqlException or OperationCanceledException or TimeoutException or IOException or SocketException)
        {
            throw new StoreUnavailableException("The database does not answer.", error);
        }
    }

    /// <summary>The action as it is stored, such as <c>session.token-reused</c>. Never reused for another one.</summary>
    public static string NameOf(AuditedAction action) => action switch
    {
        AuditedAction.UserRegistered => "user.registered",
        AuditedAction.LoggedIn => "session.started",
        AuditedAction.SessionRefreshed => "session.refreshed",
        AuditedAction.TokenReused => "session.token-reused",
        AuditedAction.LoggedOut => "session.ended",
        AuditedAction.PasswordChanged => "user.password-changed",
        AuditedAction.UserDisabled => "user.disabled",
        AuditedAction.UserEnabled => "user.enabled",
        AuditedAction.RoleAssigned => "user.role-assigned",
        AuditedAction.RoleRemoved => "user.role-removed",
        AuditedAction.RoleCreated => "role.created",
        AuditedAction.SessionsRevoked => "sessions.revoked",
        AuditedAction.TeamCreated => "team.created",
        AuditedAction.TeamRenamed => "team.renamed",
        AuditedAction.TeamJoined => "user.team-joined",
        AuditedAction.TeamLeft => "user.team-left",
        AuditedAction.ApiKeyCreated => "api-key.created",
        AuditedAction.ApiKeyRevoked => "api-key.revoked",
        AuditedAction.ApiKeyRefused => "api-key.refused",
        AuditedAction.TelegramLinked => "telegram.linked",
        AuditedAction.TelegramUnlinked => "telegram.unlinked",
        _ => throw new ArgumentOutOfRangeException(nameof(action), action, null),
    };

    private static void Add(NpgsqlCommand command, NpgsqlDbType type, object? value) =>
        command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value, NpgsqlDbType = type });
}
