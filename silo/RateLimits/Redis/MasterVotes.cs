using System.Net;

namespace Crm.Actors.RateLimits.Redis;

/// <summary>What several sentinels say of where the master is: while they make another one, they do not all know it yet.</summary>
internal static class MasterVotes
{
    /// <summary>The places that were named, those that most name first.</summary>
    /// <param name="answers">One of each sentinel; null where there was none.</param>
    public static IReadOnlyList<EndPoint> Order(IEnumerable<EndPoint?> answers) =>
        [.. answers.OfType<EndPoint>().GroupBy(static place => place).OrderByDescending(static votes => votes.Count()).Select(static votes => votes.Key)];
}
