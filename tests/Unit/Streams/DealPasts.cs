using Crm.Actors.Contracts.Feed;

namespace Crm.Actors.UnitTests.Streams;

/// <summary>
/// Random events of few deals over few owners, teams, stages and types, so that every filter and every caller meets some. What an event
/// says of before is where the one before it left the deal.
/// </summary>
internal sealed class DealPasts(Random random)
{
    /// <summary>The numbers of the teams.</summary>
    public static readonly int[] Teams = [20, 21];

    private static readonly string[] Stages = ["new", "qualified", "proposal"];
    private readonly Dictionary<int, Place> _deals = [];

    public FeedEvent Next(long position)
    {
        var subject = random.Next(4);
        if (random.Next(8) == 0)
            return StreamEvents.Deal(position, subject, "team.created");
        var isNew = !_deals.TryGetValue(subject, out var before);
        var after = isNew ? new Place(random.Next(3), null, "new", []) : Change(before!);
        _deals[subject] = after;
        return StreamEvents.Deal(position, subject, isNew ? "deal.created" : TypeOf(before!, after), Data(after, isNew ? null : before));
    }

    private Place Change(Place deal) => random.Next(6) switch
    {
        0 => deal with { Owner = random.Next(3) },
        1 => deal with { Team = random.Next(3) == 0 ? null : Teams[random.Next(2)] },
        2 => deal with { Stage = Stages[random.Next(3)] },
        3 or 4 => deal with { SharedWith = Toggle(deal.SharedWith, random.Next(2) == 0 ? random.Next(3) : Teams[random.Next(2)]) },
        _ => deal,
    };

    private static int[] Toggle(int[] ids, int id) => ids.Contains(id) ? [.. ids.Where(other => other != id)] : [.. ids, id];

    private static string TypeOf(Place before, Place after) =>
        before.Owner != after.Owner ? "deal.owner.changed"
        : before.Team != after.Team ? "deal.team.changed"
        : before.Stage != after.Stage ? "deal.stage.changed"
        : before.SharedWith.Length < after.SharedWith.Length ? "deal.shared"
        : before.SharedWith.Length > after.SharedWith.Length ? "deal.unshared"
        : "deal.updated";

    private static string Data(Place after, Place? before)
    {
        var deal = $"\"deal\":{{\"ownerId\":{Id(after.Owner)},\"teamId\":{Id(after.Team)},\"stage\":\"{after.Stage}\",\"archived\":false";
        deal += after.SharedWith.Length == 0 ? "}" : $",\"sharedWith\":{Ids(after.SharedWith)}}}";
        if (before is null)
            return $"{{{deal}}}";
        var changed = new List<string>();
        if (before.Owner != after.Owner)
            changed.Add($"\"ownerId\":{Id(before.Owner)}");
        if (before.Team != after.Team)
            changed.Add($"\"teamId\":{Id(before.Team)}");
        if (before.Stage != after.Stage)
            changed.Add($"\"stage\":\"{before.Stage}\"");
        if (before.SharedWith != after.SharedWith)
            changed.Add($"\"sharedWith\":{Ids(before.SharedWith)}");
        return changed.Count == 0 ? $"{{{deal}}}" : $"{{{deal},\"before\":{{{string.Join(',', changed)}}}}}";
    }

    private static string Id(int? number) => number is { } id ? $"\"{StreamEvents.Id(id)}\"" : "null";

    private static string Ids(int[] numbers) => $"[{string.Join(',', numbers.Select(number => Id(number)))}]";

    private sealed record Place(int Owner, int? Team, string Stage, int[] SharedWith);
}
