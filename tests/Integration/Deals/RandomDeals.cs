using Crm.Actors.Contracts.Deals;
using Crm.Actors.Grains.Deals;
using Crm.Actors.TestKit.Postgres;
using Npgsql;

namespace Crm.Actors.IntegrationTests.Deals;

/// <summary>Deals with many equal values, so that ties and missing values are met in every order.</summary>
internal static class RandomDeals
{
    private static readonly string[] Words = ["alpha", "beta", "gamma", "delta", "alphabet", "Alpha", "zeta"];
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static DealView Plain(int number) => new()
    {
        Id = new Guid($"00000000-0000-7000-8000-{number:x12}"),
        Version = 1,
        Title = "deal",
        PipelineId = DefaultPipeline.Id,
        Stage = "new",
        OwnerId = new Guid("00000000-0000-7000-8000-0000000000a1"),
        CreatedAt = Start,
        UpdatedAt = Start,
    };

    public static async Task<IReadOnlyList<DealView>> InsertAsync(TestDatabase database, int count, int seed)
    {
        var random = new Random(seed);
        var deals = Enumerable.Range(1, count).Select(n => Next(random, n)).ToArray();
        await InsertAsync(database, deals);
        return deals;
    }

    public static async Task InsertAsync(TestDatabase database, IReadOnlyList<DealView> deals)
    {
        await using var connection = new NpgsqlConnection(database.AdminConnectionString);
        await connection.OpenAsync();
        await using var batch = new NpgsqlBatch(connection);
        foreach (var deal in deals)
            batch.BatchCommands.Add(Insert(deal));
        await batch.ExecuteNonQueryAsync();
        await database.ExecuteAsync("SELECT crm.list_deals(ARRAY(SELECT id FROM crm.deals)); ANALYZE crm.deal_list");
    }

    private static DealView Next(Random random, int number)
    {
        var bytes = new byte[16];
        random.NextBytes(bytes);
        return Plain(number) with
        {
            Id = new Guid(bytes),
            Title = string.Join(random.Next(2) == 0 ? " " : "-", random.GetItems(Words, random.Next(1, 4))),
            Client = random.Next(3) == 0 ? null : $"Client {random.Next(12)}",
            Amount = random.Next(4) == 0 ? null : random.Next(40) * 2.5m + 0.00m,
            Currency = null,
            Stage = DefaultPipeline.Stages[random.Next(4)],
            Status = (DealStatus)random.Next(3),
            Archived = random.Next(5) == 0,
            OwnerId = new Guid($"00000000-0000-7000-8000-0000000000a{random.Next(4)}"),
            ExpectedCloseDate = random.Next(3) == 0 ? null : new DateOnly(2026, 1, 1).AddDays(random.Next(20)),
            Tags = random.Next(3) == 0 ? ["vip"] : [],
            CreatedAt = Start.AddSeconds(random.Next(500)),
            UpdatedAt = Start.AddMicroseconds(random.Next(1000)),
        } is var deal && deal.Amount is { } amount
            ? deal with { Amount = Currencies.Scale(amount, "EUR"), Currency = "EUR" }
            : deal;
    }

    private static NpgsqlBatchCommand Insert(DealView deal)
    {
        var command = new NpgsqlBatchCommand("""
            INSERT INTO crm.deals (id, version, title, client, amount, currency, pipeline_id, stage, owner_id, status, archived,
                                   expected_close_date, tags, custom_fields, field_versions, created_at, updated_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, '{}', '{}', $14, $15)
            """);
        object?[] values =
        [
            deal.Id, deal.Version, deal.Title, deal.Client, deal.Amount, deal.Currency, deal.PipelineId, deal.Stage, deal.OwnerId,
            deal.Status.Name(), deal.Archived, deal.ExpectedCloseDate, deal.Tags.ToArray(), deal.CreatedAt, deal.UpdatedAt,
        ];
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
        return command;
    }
}
