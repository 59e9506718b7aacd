using Crm.Actors.Chaos.Recording;

namespace Crm.Actors.Chaos.Checking;

/// <summary>Positions of the log and versions of each deal, payment, pipeline, task and all else are 1, 2, 3, ...</summary>
internal static class LogCheck
{
    public static IEnumerable<Finding> Check(History history)
    {
        var position = 0L;
        var versions = new Dictionary<Guid, long>();
        foreach (var row in history.Log)
        {
            if (row.Position != position + 1)
                yield return new Finding(FindingKind.Gap, $"position {row.Position} follows {position} in the log");
            position = row.Position;
            var before = versions.GetValueOrDefault(row.Aggregate);
            if (row.Version != before + 1)
                yield return new Finding(FindingKind.Gap, $"version {row.Version} follows {before} of {row.Aggregate}");
            versions[row.Aggregate] = row.Version;
        }
    }
}
