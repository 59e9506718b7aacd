namespace Crm.Actors.Gateway.Streams;

/// <summary>
/// What one client asked to see. A value matches when it stood before or after the event, so that a client also sees what leaves its
/// filter.
/// </summary>
public sealed record StreamFilter
{
    /// <summary>Events of this kind only.</summary>
    public required EventKind Kind { get; init; }

    /// <summary>One aggregate only, and the payments, notes and tasks of one deal.</summary>
    public Guid? Subject { get; init; }

    /// <summary>Notifications for this user only, or this user's own tasks.</summary>
    public Guid? User { get; init; }

    public Guid? Owner { get; init; }

    public string? Stage { get; init; }

    public TypePatterns? Types { get; init; }

    /// <summary>Whether the pipeline summary is wanted too, which is no event of the log and which nothing else here applies to.</summary>
    public bool WithSummary { get; init; }

    public bool Match(EventFrame frame)
    {
        ref readonly var a = ref frame.Attributes;
        return (frame.Kind == Kind || (frame.Kind == EventKind.Task && Kind == EventKind.Deal && Subject is not null))
            && (Subject is not { } subject || subject == frame.Subject || subject == a.Deal)
            && (User is not { } user || a.User == user || a.IsTaskOf(user))
            && (Owner is not { } owner || a.Owner == owner || a.OwnerBefore == owner)
            && (Stage is not { } stage || Same(stage, a.Stage) || Same(stage, a.StageBefore))
            && (Types is null || Types.Match(frame.Type));
    }

    /// <summary>Whether the client followed what the event is about until then, whichever types it asked for.</summary>
    public bool MatchBefore(EventFrame frame)
    {
        ref readonly var a = ref frame.Attributes;
        return frame.Kind == Kind
            && (Subject is not { } subject || subject == frame.Subject)
            && (Owner is not { } owner || (a.OwnerBefore ?? a.Owner) == owner)
            && (Stage is not { } stage || Same(stage, a.StageBefore ?? a.Stage));
    }

    private static bool Same(string a, string? b) => string.Equals(a, b, StringComparison.Ordinal);
}
