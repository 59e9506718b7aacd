using System.Runtime.InteropServices;

namespace Crm.Actors.Persistence.Deals;

/// <summary>The stretch of the log of which <c>crm.former_deals</c> has everything: the events after a start, up to a position.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FormerCoverage(long Start, long Position)
{
    /// <summary>Rather than to go through more events than this, whose past nobody has asked for, it begins anew.</summary>
    public const long LongestGap = 100_000;

    public bool Covers(long after, long upTo) => Start <= after && Position >= upTo;

    /// <summary>The next step towards covering a stretch: from which coverage, and the events after Low up to High; null when it is covered.</summary>
    /// <param name="after">Where the stretch begins.</param>
    /// <param name="upTo">Where it ends.</param>
    /// <param name="most">Events of a step.</param>
    public (FormerCoverage From, long Low, long High)? Next(long after, long upTo, long most)
    {
        if (Covers(after, upTo))
            return null;
        if (after > Position && upTo - Position > LongestGap)
            return (new(upTo, upTo), Math.Max(upTo - most, after), upTo);
        return Position < upTo
            ? (this, Position, Math.Min(Position + most, upTo))
            : (this, Math.Max(Start - most, after), Start);
    }

    /// <summary>With a stretch that adjoins it.</summary>
    public FormerCoverage With(long low, long high) => new(Math.Min(Start, low), Math.Max(Position, high));
}
