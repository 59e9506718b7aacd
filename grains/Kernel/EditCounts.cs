using Crm.Actors.Contracts;

namespace Crm.Actors.Grains.Kernel;

/// <summary>How the edits of one kind of aggregate ended in this silo. Thread-safe; counting is an addition, and batches are counted at once.</summary>
internal sealed class EditCounts
{
    private long _accepted;
    private long _refused;
    private long _failed;
    private long _conflicts;
    private long _fences;

    /// <summary>Durable, or nothing to change.</summary>
    public long Accepted => Interlocked.Read(ref _accepted);

    /// <summary>Not what the rules allow.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    /// <summary>Not done, or not known to be, through no fault of who asked.</summary>
    public long Failed => Interlocked.Read(ref _failed);

    /// <summary>Of the refused ones, those where somebody else had changed the same before.</summary>
    public long Conflicts => Interlocked.Read(ref _conflicts);

    /// <summary>Activations that turned out to be stale.</summary>
    public long Fences => Interlocked.Read(ref _fences);

    public void Accept(int edits) => Interlocked.Add(ref _accepted, edits);

    /// <summary>Counts a refusal by its reason.</summary>
    public void Refuse(Rejection rejection)
    {
        if (rejection.Code is RejectionCode.Unavailable or RejectionCode.Overloaded)
        {
            Fail();
            return;
        }

        Interlocked.Increment(ref _refused);
        if (rejection.Code is RejectionCode.MergeConflict or RejectionCode.VersionMismatch)
            Interlocked.Increment(ref _conflicts);
    }

    public void Fail() => Interlocked.Increment(ref _failed);

    public void Fence() => Interlocked.Increment(ref _fences);
}
