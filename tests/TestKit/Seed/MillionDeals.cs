using Npgsql;

namespace Crm.Actors.TestKit.Seed;

/// <summary>
/// Fills an empty <c>crm.deals</c> on the server, a million rows in about a minute. The distribution is uneven on purpose: stages,
/// amounts, words and one owner depend on the age of a deal, some combinations have no deals at all, some words are in almost every
/// title and some in ten. The same count gives the same deals.
/// </summary>
public static class MillionDeals
{
    /// <summary>Owns 2 % of the deals, of every age.</summary>
    public static Guid LargeOwner { get; } = new("00000000-0000-7000-8000-0000000b1600");

    /// <summary>Owns 10 % of the deals, all of the older 40 %.</summary>
    public static Guid HouseOwner { get; } = new("00000000-0000-7000-8000-00000000c0de");

    /// <summary>Number of the other owners, who share the rest evenly.</summary>
    public const int Owners = 2_000;

    /// <summary>One of the other owners.</summary>
    /// <param name="number">0 to <see cref="Owners"/> - 1.</param>
    public static Guid Owner(int number) => new($"00000000-0000-7000-8000-0001{number:x8}");

    /// <summary>Number of the teams, who share the deals of the other owners evenly. Some deals are also shared with the first half of the teams and owners.</summary>
    public const int Teams = 90;

    /// <summary>One of the teams; an owner's deals are in the team with the remainder of the owner's number.</summary>
    /// <param name="number">0 to <see cref="Teams"/> - 1.</param>
    public static Guid Team(int number) => new($"00000000-0000-7000-8000-0002{number:x8}");

    /// <summary>Inserts the deals with version 1 and refreshes the statistics.</summary>
    /// <param name="connectionString">A superuser or the owner of the tables.</param>
    /// <param name="count">How many.</param>
    /// <param name="events">Whether each gets its <c>deal.created</c> in the log.</param>
    /// <param name="cancellation">Stops in between statements.</param>
    public static async Task SeedAsync(string connectionString, int count, bool events, CancellationToken cancellation = default)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellation);
        await ExecuteAsync("SET maintenance_work_mem = '256MB'; SET jit = off; SET client_min_messages = warning");
        await ExecuteAsync(SeedSql.DropIndexes);
        await ExecuteAsync(SeedSql.Deals, count);
        if (events)
            await ExecuteAsync(SeedSql.Events);
        await ExecuteAsync(SeedSql.List);
        await ExecuteAsync(SeedSql.CreateIndexes);
        await ExecuteAsync("VACUUM (ANALYZE) crm.deals");
        await ExecuteAsync("VACUUM (ANALYZE) crm.deal_list");
        await ExecuteAsync("VACUUM (ANALYZE) crm.deal_list_shares");
        await ExecuteAsync("VACUUM (ANALYZE) crm.deal_list_fields");
        await ExecuteAsync("VACUUM (ANALYZE) events.log");

        async Task ExecuteAsync(string sql, params object[] values)
        {
            await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 600 };
            foreach (var value in values)
                command.Parameters.Add(new NpgsqlParameter { Value = value });
            await command.ExecuteNonQueryAsync(cancellation);
        }
    }
}
