using System.Text.Json;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Feed;
using Crm.Actors.Contracts.Users;
using Crm.Actors.Gateway.Streams;

namespace Crm.Actors.UnitTests.Streams;

/// <summary>What a client has to see, worked out from each deal's whole past instead of from what one event says of before.</summary>
internal static class SightModel
{
    /// <summary>Position and type of each message, over the whole log, or up to the end of the stream of one deal.</summary>
    public static IEnumerable<(long Position, string Type)> Of(Caller caller, StreamFilter filter, IEnumerable<FeedEvent> log, long after)
    {
        var deals = new Dictionary<Guid, Deal>();
        foreach (var e in log)
        {
            if (!e.Type.StartsWith("deal.", StringComparison.Ordinal))
                continue;
            var before = deals.GetValueOrDefault(e.Subject);
            var now = deals[e.Subject] = Deal.Read(e);
            if (e.Position <= after || (filter.Subject is { } subject && subject != e.Subject))
                continue;
            if (now.IsSeenBy(caller))
            {
                if ((Fits(filter, now) || (before is not null && Fits(filter, before, now))) && filter.Types?.Match(e.Type) is not false)
                    yield return (e.Position, e.Type);
            }
            else if (before is not null && before.IsSeenBy(caller) && Fits(filter, before))
            {
                yield return (e.Position, "deal.left");
                if (filter.Subject is not null)
                    yield break;
            }
        }
    }

    private static bool Fits(StreamFilter filter, Deal deal) => Fits(filter, deal, deal);

    /// <summary>Each value by itself, as it was or as it is.</summary>
    private static bool Fits(StreamFilter filter, Deal one, Deal other) =>
        (filter.Owner is not { } owner || owner == one.Owner || owner == other.Owner)
        && (filter.Stage is not { } stage || stage == one.Stage || stage == other.Stage);

    private sealed record Deal(Guid Owner, Guid? Team, string Stage, Guid[] SharedWith)
    {
        public static Deal Read(FeedEvent e)
        {
            using var json = JsonDocument.Parse(e.Data);
            var deal = json.RootElement.GetProperty("deal");
            return new(
                deal.GetProperty("ownerId").GetGuid(),
                deal.GetProperty("teamId").ValueKind == JsonValueKind.Null ? null : deal.GetProperty("teamId").GetGuid(),
                deal.GetProperty("stage").GetString()!,
                deal.TryGetProperty("sharedWith", out var ids) ? [.. ids.EnumerateArray().Select(static id => id.GetGuid())] : []);
        }

        public bool IsSeenBy(Caller caller)
        {
            Guid[] names = [caller.UserId, .. caller.Teams];
            return caller.Roles.Contains(RoleNames.Administrator) || names.Contains(Owner) || (Team is { } team && caller.Teams.Contains(team)) || SharedWith.Intersect(names).Any();
        }
    }
}
