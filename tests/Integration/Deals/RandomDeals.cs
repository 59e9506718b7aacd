using System.Collections.Immutable;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Pipelines;
using Crm.Actors.Contracts.Users;
using Crm.Actors.Grains.Deals;
using Crm.Actors.Persistence.Deals;
using Crm.Actors.TestKit.Postgres;
using Npgsql;

namespace Crm.Actors.IntegrationTests.Deals;

/// <summary>Deals with many equal values, so that ties and missing values are met in every order.</summary>
internal static class RandomDeals
{
    private static readonly string[] Words = ["alpha", "beta", "gamma", "delta", "alphabet", "Alpha", "zeta"];
    private static readonly string[] Stages = ["new", "qualified", "proposal", "negotiation"];
    private static readonly string Long = new('l', 200);
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Values of the field kind, two of which begin alike.</summary>
    public static ImmutableArray<string> Kinds { get; } = ["roof", "Roof", "barn", "5", "\u00e9cole", Long + " a", Long + " b"];

    /// <summary>The pipelines of the deals; both have the same fields.</summary>
    public static ImmutableArray<Guid> Pipelines { get; } = [DefaultPipeline.Id, new("00000000-0000-7000-8000-0000000000d2")];

    /// <summary>The custom fields: rank, price, due and kind. Deals also have flag, of which the pipeline knows nothing.</summary>
    public static PipelineDefinition Pipeline { get; } = DefaultPipeline.Unchanged.Definition with
    {
        CustomFields =
        [
            new CustomField("rank", "Rank", CustomFieldType.Number),
            new CustomField("price", "Price", CustomFieldType.Money) { Currency = "EUR" },
            new CustomField("due", "Due", CustomFieldType.Date),
            new CustomField("kind", "Kind", CustomFieldType.Text),
        ],
    };

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

    /// <summary>One of the owners, 0 to 3.</summary>
    public static Guid Owner(int number) => new($"00000000-0000-7000-8000-0000000000a{number}");

    /// <summary>One of the teams, 0 to 3. The last has no deals of its own, but some are shared with it.</summary>
    public static Guid Team(int number) => new($"00000000-0000-7000-8000-0000000000b{number}");

    /// <summary>Owns nothing; some deals are shared with this user.</summary>
    public static Guid Guest { get; } = new("00000000-0000-7000-8000-0000000000c0");

    /// <summary>Somebody of every kind: sees all, own ones, one or two teams', what is shared with the user or the team, nothing.</summary>
    public static ImmutableArray<Caller> Callers { get; } =
    [
        As(Guest) with { Roles = [RoleNames.Administrator] },
        As(Owner(1)),
        As(Owner(2), Team(0)),
        As(Guest),
        As(Guest, Team(1)),
        As(Guest, Team(1), Team(2)),
        As(new Guid("00000000-0000-7000-8000-0000000000d0"), Team(3)),
        As(new Guid("00000000-0000-7000-8000-0000000000d1")),
    ];

    public static Caller As(Guid user, params ImmutableArray<Guid> teams) => new(user, [RoleNames.Manager], teams, "en", null);

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
        await database.ExecuteAsync("SELECT crm.list_deals(ARRAY(SELECT id FROM crm.deals)); ANALYZE crm.deal_list, crm.deal_list_shares, crm.deal_list_fields");
    }

    /// <summary>Another deal; the number orders plain ones.</summary>
    public static DealView Next(Random random, int number)
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
            PipelineId = Pipelines[random.Next(4) == 0 ? 1 : 0],
            Stage = Stages[random.Next(4)],
            Status = (DealStatus)random.Next(3),
            Archived = random.Next(5) == 0,
            OwnerId = Owner(random.Next(4)),
            TeamId = random.Next(2) == 0 ? null : Team(random.Next(3)),
            SharedWith = random.Next(6) switch { 0 => [Guest], 1 => [Team(random.Next(2)), Team(3)], 2 => [Owner(1), Guest], _ => [] },
            ExpectedCloseDate = random.Next(3) == 0 ? null : new DateOnly(2026, 1, 1).AddDays(random.Next(20)),
            Tags = random.Next(3) == 0 ? ["vip"] : [],
            CustomFields = Fields(random),
            CreatedAt = Start.AddSeconds(random.Next(500)),
            UpdatedAt = Start.AddMicroseconds(random.Next(1000)),
        } is var deal && deal.Amount is { } amount
            ? deal with { Amount = Currencies.Scale(amount, "EUR"), Currency = "EUR" }
            : deal;
    }

    private static ImmutableSortedDictionary<string, string> Fields(Random random)
    {
        var fields = DealView.NoCustomFields;
        if (random.Next(3) > 0)
            fields = fields.Add("rank", random.Next(2) == 0 ? $"{random.Next(-3, 12)}" : $"{random.Next(-3, 12)}.50");
        if (random.Next(3) == 0)
            fields = fields.Add("price", $"\"{random.Next(20)}.00\"");
        if (random.Next(3) > 0)
            fields = fields.Add("due", $"\"2026-02-{random.Next(1, 9):00}\"");
        if (random.Next(4) > 0)
            fields = fields.Add("kind", $"\"{Kinds[random.Next(Kinds.Length)]}\"");
        return random.Next(4) == 0 ? fields.Add("flag", random.Next(2) == 0 ? "true" : "12") : fields;
    }

    private static NpgsqlBatchCommand Insert(DealView deal)
    {
        var command = new NpgsqlBatchCommand("""
            INSERT INTO crm.deals (id, version, title, client, amount, currency, pipeline_id, stage, owner_id, status, archived,
                                   expected_close_date, tags, custom_fields, field_versions, created_at, updated_at, team_id, shared_with)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $18::jsonb, '{}', $14, $15, $16, $17)
            """);
        object?[] values =
        [
            deal.Id, deal.Version, deal.Title, deal.Client, deal.Amount, deal.Currency, deal.PipelineId, deal.Stage, deal.OwnerId,
            deal.Status.Name(), deal.Archived, deal.ExpectedCloseDate, deal.Tags.ToArray(), deal.CreatedAt, deal.UpdatedAt,
            deal.TeamId, deal.SharedWith.ToArray(), DealMapping.JsonObject(deal.CustomFields),
        ];
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
        return command;
    }
}
