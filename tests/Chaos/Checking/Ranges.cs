namespace Crm.Actors.Chaos.Checking;

/// <summary>Puts neighbouring numbers together, so that one hole is one finding.</summary>
internal static class Ranges
{
    /// <param name="numbers">Rising.</param>
    public static IEnumerable<(long From, long To)> Of(IEnumerable<long> numbers)
    {
        (long From, long To)? open = null;
        foreach (var number in numbers)
        {
            if (open is { } range && number == range.To + 1)
            {
                open = (range.From, number);
                continue;
            }

            if (open is { } ended)
                yield return ended;
            open = (number, number);
        }

        if (open is { } last)
            yield return last;
    }
}
