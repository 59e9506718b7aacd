using System.Diagnostics.Metrics;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Observability;

namespace Crm.Actors.Grains.Auth;

/// <summary>
/// How many log-ins were refused, and why. The reasons are those that clients hear: which accounts there are, or which password was right, cannot be told
/// from figures either.
/// </summary>
public sealed class LogInMetrics
{
    /// <summary>Log-ins that were refused, by reason.</summary>
    public const string Refused = "crm.logins.refused";

    private static readonly string[] Reasons = ["wrong_credentials", "too_many_attempts", "busy", "unavailable"];

    private readonly long[] _refused = new long[Reasons.Length];

    public LogInMetrics(IMeterFactory meters) =>
        meters.Create(Telemetry.Name).CreateObservableCounter(Refused, Observe, "{attempt}", "Log-ins that were refused");

    internal void Refuse(Rejection rejection) => Interlocked.Increment(ref _refused[PlaceOf(rejection.Code)]);

    private static int PlaceOf(RejectionCode code) => code switch
    {
        RejectionCode.Unauthenticated => 0,
        RejectionCode.TooManyAttempts => 1,
        RejectionCode.Overloaded => 2,
        _ => 3,
    };

    private IEnumerable<Measurement<long>> Observe() =>
        Reasons.Select((reason, i) => new Measurement<long>(Interlocked.Read(ref _refused[i]), new KeyValuePair<string, object?>("reason", reason)));
}
