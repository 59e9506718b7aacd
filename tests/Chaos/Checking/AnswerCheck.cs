using Crm.Actors.Chaos.Recording;

namespace Crm.Actors.Chaos.Checking;

/// <summary>A key has one answer for ever.</summary>
internal static class AnswerCheck
{
    public static IEnumerable<Finding> Check(History history)
    {
        var first = history.Edits.Where(static e => e.Decision is { IsAccepted: true })
            .ToDictionary(static e => e.Key, static e => e.Decision!, StringComparer.Ordinal);
        foreach (var (key, now) in history.Repeated)
        {
            var then = first[key];
            if (now.Status != then.Status || !string.Equals(now.Digest, then.Digest, StringComparison.Ordinal))
                yield return new Finding(FindingKind.OtherAnswer, $"{key} was answered {then.Status} with version {then.Version}, and again {now.Status} with version {now.Version}");
        }
    }
}
