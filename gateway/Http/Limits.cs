namespace Crm.Actors.Gateway.Http;

/// <summary>Bounds of a request.</summary>
internal static class Limits
{
    /// <summary>Largest body, in bytes.</summary>
    public const int Body = 1 << 20;

    /// <summary>The same for registrations, log-ins, sessions and users.</summary>
    public const int AuthBody = 16 * 1024;

    /// <summary>All headers together, in bytes.</summary>
    public const int Headers = 32 * 1024;

    /// <summary>How many headers.</summary>
    public const int HeaderCount = 64;

    /// <summary>The request line, in bytes.</summary>
    public const int RequestLine = 8 * 1024;

    /// <summary>How long a request's headers, and then its body, may take to come.</summary>
    public static readonly TimeSpan Request = TimeSpan.FromSeconds(10);

    /// <summary>Bytes a second below which a body or its answer is given up, after <see cref="SlowGrace"/>.</summary>
    public const double SlowestRate = 240;

    /// <summary>How long a connection may be slower than <see cref="SlowestRate"/>.</summary>
    public static readonly TimeSpan SlowGrace = TimeSpan.FromSeconds(5);

    /// <summary>How long a connection may be idle between requests.</summary>
    public static readonly TimeSpan KeepAlive = TimeSpan.FromMinutes(2);

    /// <summary>How long a grain may take to answer before it is asked again or the caller hears 503; who without the database is promised that within 2 s, of which a busy machine may need some.</summary>
    public static readonly TimeSpan Answer = TimeSpan.FromSeconds(1.6);

    /// <summary>
    /// How long after it was read a write may be begun by a grain. A gateway that had no answer asks once again, so that it has answered by then; what
    /// comes later lay in a silo that stood still, and must not be done after another answer. More than that allows for clocks that differ.
    /// </summary>
    public static readonly TimeSpan Command = TimeSpan.FromSeconds(5);

    /// <summary>The same as <see cref="Answer"/> for the few calls that walk through many rows, whose contract allows them as much.</summary>
    public static readonly TimeSpan LongAnswer = TimeSpan.FromMinutes(1);

    /// <summary>The same for calls that wait for their turn at hashing a password, which are refused at once when too many wait.</summary>
    public static readonly TimeSpan HashingAnswer = TimeSpan.FromSeconds(14);

    /// <summary>When Orleans gives up a call. It looks only once a second, so this alone would keep callers waiting for up to 3 s.</summary>
    public static readonly TimeSpan GrainAnswer = TimeSpan.FromSeconds(2);

    /// <summary>How long a gateway that stops waits for requests that it has begun, after the drain delay.</summary>
    public static readonly TimeSpan Drain = TimeSpan.FromSeconds(15);
}
