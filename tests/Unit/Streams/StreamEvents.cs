using System.Text;
using Crm.Actors.Contracts.Feed;

namespace Crm.Actors.UnitTests.Streams;

/// <summary>Events as the log gives them.</summary>
internal static class StreamEvents
{
    public const string Epoch = "e1";

    public static Guid Id(int number) => new(number, 0, 7, [0x80, 0, 0, 0, 0, 0, 0, 1]);

    public static FeedEvent Deal(long position, int subject = 1, string type = "deal.updated", string data = "{}") => new()
    {
        Position = position,
        Id = Id((int)position),
        Type = type,
        Source = "/crm/deals",
        Subject = Id(subject),
        Sequence = position,
        Time = new(2026, 1, 2, 3, 4, 5, 6, 7, TimeSpan.Zero),
        ActorId = Id(9),
        Data = Encoding.UTF8.GetBytes(data),
    };

    public static string Context(int owner, string stage, int? ownerBefore = null, string? stageBefore = null)
    {
        var before = new List<string>();
        if (ownerBefore is { } o)
            before.Add($"\"ownerId\":\"{Id(o)}\"");
        if (stageBefore is { } s)
            before.Add($"\"stage\":\"{s}\"");
        var deal = $"\"deal\":{{\"ownerId\":\"{Id(owner)}\",\"teamId\":null,\"stage\":\"{stage}\",\"archived\":false}}";
        return before.Count == 0 ? $"{{{deal}}}" : $"{{{deal},\"before\":{{{string.Join(',', before)}}}}}";
    }

    /// <summary>Random events over few subjects, owners, stages and types, so that every filter meets some.</summary>
    public static FeedEvent Any(Random random, long position)
    {
        string[] stages = ["new", "qualified", "proposal"];
        string[] types = ["deal.updated", "deal.stage.changed", "deal.owner.changed", "task.created"];
        var owner = random.Next(3);
        var stage = stages[random.Next(stages.Length)];
        var ownerBefore = random.Next(4) == 0 ? (owner + 1) % 3 : (int?)null;
        var stageBefore = random.Next(4) == 0 ? stages[random.Next(stages.Length)] : null;
        return Deal(position, random.Next(4), types[random.Next(types.Length)], Context(owner, stage, ownerBefore, stageBefore));
    }
}
