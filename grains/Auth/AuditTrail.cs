using System.Globalization;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Auth;
using Crm.Actors.Grains.Kernel;
using Microsoft.Extensions.Logging;

namespace Crm.Actors.Grains.Auth;

/// <summary>Writes security events after the fact. Of refusals, which anybody can cause, as many as the budget allows; the next one says how many are missing.</summary>
public sealed partial class AuditTrail(ISecurityAudit audit, ILogger<AuditTrail> logger, RefusalBudget? budget = null)
{
    /// <summary>The outcome of an attempt that came too soon.</summary>
    public const string Slowed = "slowed";

    private const string Ok = "ok";

    /// <summary>Records how a command ended. What is done is done: a database that fails now is reported in the log and to nobody else.</summary>
    public Task AfterAsync(AuditedAction action, Caller caller, Guid? userId, Origin origin, Rejection? rejection, string? detail = null) =>
        // That attempts are slowed was recorded when it began.
        rejection?.Code == RejectionCode.TooManyAttempts
            ? Task.CompletedTask
            : TryRecordAsync(new(
                action, OutcomeOf(rejection), caller.UserId == Guid.Empty ? null : caller.UserId, userId, null, origin, detail, caller.TraceParent));

    /// <summary>Records an event, or says in the log that it is missing.</summary>
    public async Task TryRecordAsync(SecurityEvent happened)
    {
        try
        {
            await RecordAsync(happened);
        }
        catch (StoreUnavailableException unavailable)
        {
            LogMissing(unavailable, happened.Action, happened.Outcome, happened.UserId);
        }
    }

    /// <inheritdoc cref="ISecurityAudit.RecordAsync"/>
    public Task RecordAsync(SecurityEvent happened) => IsWanted(ref happened) ? audit.RecordAsync(happened) : Task.CompletedTask;

    public static string OutcomeOf(Rejection? rejection) => rejection?.Code switch
    {
        null => Ok,
        RejectionCode.NotFound => "not-found",
        RejectionCode.Invalid => "invalid",
        RejectionCode.VersionMismatch => "version-mismatch",
        RejectionCode.NotAllowedNow or RejectionCode.MergeConflict => "not-allowed-now",
        RejectionCode.KeyReused => "key-reused",
        RejectionCode.Forbidden => "forbidden",
        RejectionCode.Taken => "taken",
        RejectionCode.Unauthenticated => "unauthenticated",
        RejectionCode.TooManyAttempts => Slowed,
        _ => "unavailable",
    };

    private bool IsWanted(ref SecurityEvent happened)
    {
        // A stolen token ends its session, so it cannot come often.
        if (budget is null || happened.Outcome == Ok || happened.Action == AuditedAction.TokenReused)
            return true;
        if (!budget.TryTake(happened.Origin.Address, out var dropped))
            return false;
        if (dropped > 0)
            happened = happened with { Detail = string.Create(CultureInfo.InvariantCulture, $"{happened.Detail} (+{dropped} not recorded)").TrimStart() };
        return true;
    }

    [LoggerMessage(EventId = 5105, Level = LogLevel.Error, Message = "The audit lacks {Action} ({Outcome}) of user {UserId}")]
    private partial void LogMissing(Exception exception, AuditedAction action, string outcome, Guid? userId);
}
