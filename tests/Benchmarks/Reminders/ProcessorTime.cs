using System.Globalization;
using Crm.Actors.TestKit.Running;

namespace Crm.Actors.Benchmarks.Reminders;

/// <summary>Processor time that silos and PostgreSQL have used, as Linux counts it.</summary>
internal static class ProcessorTime
{
    // /proc counts in hundredths of a second.
    private const double TicksPerSecond = 100;

    // Behind the name: utime, stime and the same of children that have ended.
    private const int FirstField = 11;
    private const int Fields = 4;

    /// <summary>In seconds. PostgreSQL is the postmaster and its children, those that have ended included.</summary>
    public static double Of(CrmSystem system)
    {
        // The children first: the time of one that ends meanwhile is found with the postmaster.
        var children = ChildrenOf(system.Postgres.ProcessId).Sum(static child => SecondsOf(child));
        return children + SecondsOf(system.Postgres.ProcessId) + system.Silos.Sum(static silo => SecondsOf(silo.ProcessId));
    }

    private static IEnumerable<int> ChildrenOf(int process) =>
        File.ReadAllText($"/proc/{process}/task/{process}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse);

    private static double SecondsOf(int process)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{process}/stat");
            // The name is in brackets and may hold anything.
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[FirstField..(FirstField + Fields)].Sum(static ticks => long.Parse(ticks, CultureInfo.InvariantCulture)) / TicksPerSecond;
        }
        catch (IOException)
        {
            // It has ended since it was listed.
            return 0;
        }
    }
}
