using System.Collections.Immutable;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.IntegrationTests.EventStore;
using Crm.Actors.Persistence.Deals;
using Crm.Actors.Persistence.Verifying;
using Npgsql;
using Shouldly;

namespace Crm.Actors.IntegrationTests.Deals;

/// <summary>For tests of lists as they were.</summary>
internal static class GivenPast
{
    /// <summary>Lists that find the past in one of several ways.</summary>
    public static Lists Open(PostgresStores stores, string way) => way switch
    {
        "small steps" => new Lists(stores.Database, eventsAtOnce: 3),
        "no gathering" => new Lists(stores.Database, Tight(TimeSpan.FromMinutes(1))),
        "out of time" => new Lists(stores.Database, Tight(TimeSpan.Zero)),
        _ => new Lists(stores.Database),
    };

    private static DealListBudgets Tight(TimeSpan walk) => new()
    {
        RareText = 2,
        Rare = 2,
        RareFields = 2,
        RareChanges = 2,
        Scarce = 4,
        ScarceFields = 4,
        ShortWalk = 9,
        ShortWalkWithRows = 5,
        Walk = 13,
        WalkWithRows = 11,
        MergedGroups = 6,
        LongestWalk = walk,
    };

    /// <summary>A list at a position is that of the deals as they were then, of those that are seen now.</summary>
    public static async Task ShouldBeAsItWasAsync(Lists lists, RandomHistory history, int position, ListDeals query, bool shortPages)
    {
        var now = history.Now.ToDictionary(static deal => deal.Id);
        query = query with { AsOf = RandomHistory.TimeOf(position), Limit = Math.Min(query.Limit, 9) };
        var expected = DealListModel.Answer(history.States[position - 1], query, deal => DealAccess.MaySee(query.Caller, now[deal.Id]));
        var walked = await lists.WalkAsync(query, shortPages);
        walked.ShouldBe(expected, new DealViewComparer(), ignoreOrder: false, $"at {position}: {query} sort {string.Join(',', query.Sort)} fields {string.Join(',', query.CustomFields)}");
    }

    public static async Task ShouldBeVerifiedAsync(PostgresStores stores) => (await VerifyAsync(stores)).ShouldBeEmpty();

    /// <summary>What is wrong with the tables of lists; what follows the log for other purposes is not there.</summary>
    public static async Task<ImmutableArray<Difference>> VerifyAsync(PostgresStores stores)
    {
        var found = new List<Difference>();
        await new LogVerifier(new NpgsqlConnectionStringBuilder(stores.Database.ReaderConnectionString)).RunAsync(found.Add, CancellationToken.None);
        return [.. found.Where(static difference => difference.What is "crm.former_deals" or "crm.former_deal_fields" or "crm.deal_list" or "crm.deal_list_fields")];
    }
}
