namespace Crm.Actors.Grains.Auth;

/// <summary>How failures slow down further attempts (OWASP Authentication Cheat Sheet, "Login Throttling").</summary>
public static class AttemptRules
{
    /// <summary>Failures in a row of one account from one network before it has to wait.</summary>
    public const int FreeFailures = 5;

    public static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1);

    public static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(15);

    /// <summary>Failures are forgotten when there was no further one for so long.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromHours(1);

    /// <summary>How long a network counts as the owner's after a success from it.</summary>
    public static readonly TimeSpan Trust = TimeSpan.FromDays(30);

    /// <summary>The wait after so many failures in a row: 1 s, 2 s, 4 s, ... up to <see cref="LongestWait"/>.</summary>
    public static TimeSpan WaitAfter(int failures)
    {
        if (failures < FreeFailures)
            return TimeSpan.Zero;
        var doublings = Math.Min(failures - FreeFailures, 30);
        var wait = FirstWait * (1L << doublings);
        return wait < LongestWait ? wait : LongestWait;
    }
}
