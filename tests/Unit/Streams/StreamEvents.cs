using System.Text;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Feed;
using Crm.Actors.Contracts.Users;

namespace Crm.Actors.UnitTests.Streams;

/// <summary>Events as the log gives them.</summary>
internal static class StreamEvents
{
    public const string Epoch = "e1";

    /// <summary>Somebody who sees every deal.</summary>
    public static Caller Administrator { get; } = new(Guid.Empty, [RoleNames.Administrator], [], "en", null);

    public static Caller User(int number, params int[] teams) => new(Id(number), [RoleNames.User], [.. teams.Select(Id)], "en", null);

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

    /// <summary>What an event says of a task; with a former assignee it was given to another one.</summary>
    public static string Task(int assignee, int creator, int? deal = null, int? former = null)
    {
        var dealId = deal is { } d ? $"\"{Id(d)}\"" : "null";
        var task = $"\"task\":{{\"title\":\"Call\",\"assigneeId\":\"{Id(assignee)}\",\"creatorId\":\"{Id(creator)}\",\"dealId\":{dealId}}}";
        return former is { } from ? $"{{\"from\":\"{Id(from)}\",\"to\":\"{Id(assignee)}\",{task}}}" : $"{{{task}}}";
    }

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
}
