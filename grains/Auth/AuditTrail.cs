using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Auth;
using Crm.Actors.Grains.Kernel;
using Microsoft.Extensions.Logging;

namespace Crm.Actors.Grains.Auth;

/// <summary>Writes security events after the fact.</summary>
public sealed partial class AuditTrail(ISecurityAudit audit, ILogger<AuditTrail> logger)
{
    /// <summary>Records how a command ended. What is done is done: a database that fails now is reported in the log and to nobody else.</summary>
    public Task AfterAsync(AuditedAction action, Caller caller, Guid? userId, Origin origin, Rejection? rejection, string? detail = null) =>
        TryRecordAsync(new(
            action, OutcomeOf(rejection), caller.UserId == Guid.Empty ? null : caller.UserId, userId, null, origin, detail, caller.TraceParent));

    /// <summary>Records an event, or says in the log that it is missing.</summary>
    public async Task TryRecordAsync(SecurityEvent happened)
    {
        try
        {
            await audit.RecordAsync(happened);
        }
        catch (StoreUnavailableException unavailable)
        {
            LogMissing(unavailable, happened.Action, happened.Outcome, happened.UserId);
        }
    }

    /// <inheritdoc cref="ISecurityAudit.RecordAsync"/>
    public Task RecordAsync(SecurityEvent happened) => audit.RecordAsync(happened);

    public static string OutcomeOf(Rejection? rejection) => rejection?.Code switch
    {
        null => "ok",
        RejectionCode.NotFound => "not-found",
        RejectionCode.Invalid => "invalid",
        RejectionCode.VersionMismatch => "version-mismatch",
        RejectionCode.NotAllowedNow or RejectionCode.MergeConflict => "not-allowed-now",
        RejectionCode.KeyReused => "key-reused",
        RejectionCode.Forbidden => "forbidden",
        RejectionCode.Taken => "taken",
        RejectionCode.Unauthenticated => "unauthenticated",
        RejectionCode.TooManyAttempts => "too-many-attempts",
        _ => "unavailable",
    };

    [LoggerMessage(EventId = 5101, Level = LogLevel.Error, Message = "The audit lacks {Action} ({Outcome}) of user {UserId}")]
    private partial void LogMissing(Exception exception, AuditedAction action, string outcome, Guid? userId);
}
