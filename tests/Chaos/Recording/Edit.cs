namespace Crm.Actors.Chaos.Recording;

/// <summary>An edit with all its attempts, as the ledger tells it.</summary>
/// <param name="Attempts">In the order of sending, at least one.</param>
public sealed record Edit(IReadOnlyList<Attempt> Attempts)
{
    public string Key => First.Key;

    public EditKind Kind => First.Kind;

    public string Trace => First.Trace;

    public string? Argument => First.Argument;

    /// <summary>The answer that decided it; null when it is unknown to the end.</summary>
    public Answered? Decision => Attempts.Select(static a => a.Answer).FirstOrDefault(static a => a is { IsUndecided: false });

    /// <summary>The deal that it was about, as far as the client knows.</summary>
    public Guid? Deal => First.Deal ?? (Decision is { IsAccepted: true } accepted ? accepted.Deal : null);

    private Sent First => Attempts[0].Sent;

    /// <summary>Puts the records of a ledger together.</summary>
    public static IReadOnlyList<Edit> From(IEnumerable<LedgerRecord> records)
    {
        var edits = new Dictionary<string, List<Attempt>>(StringComparer.Ordinal);
        foreach (var record in records)
        {
            switch (record)
            {
                case Sent sent when edits.TryGetValue(sent.Key, out var attempts):
                    attempts.Add(new Attempt(sent, null, null));
                    break;
                case Sent sent:
                    edits.Add(sent.Key, [new Attempt(sent, null, null)]);
                    break;
                default:
                    var of = edits[record.Key];
                    var index = of.FindIndex(a => a.Sent.Attempt == record.Attempt);
                    of[index] = of[index] with { Answer = record as Answered, EndedAt = record.At };
                    break;
            }
        }

        return [.. edits.Values.Select(static attempts => new Edit(attempts))];
    }
}
