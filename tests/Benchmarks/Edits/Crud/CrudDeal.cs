using Npgsql;

namespace Crm.Actors.Benchmarks.Edits.Crud;

/// <summary>A row of <c>crm.deals</c> as the CRUD peer reads and answers it.</summary>
internal sealed record CrudDeal
{
    public const string Columns = """
        id, version, title, client, amount, currency, pipeline_id, stage, owner_id, team_id, status, lost_reason, archived,
        expected_close_date, tags, custom_fields::text, created_at, updated_at
        """;

    public required Guid Id { get; init; }

    public required long Version { get; init; }

    public required string Title { get; init; }

    public string? Client { get; init; }

    public decimal? Amount { get; init; }

    public string? Currency { get; init; }

    public required Guid PipelineId { get; init; }

    public required string Stage { get; init; }

    public required Guid OwnerId { get; init; }

    public Guid? TeamId { get; init; }

    public required string Status { get; init; }

    public string? LostReason { get; init; }

    public required bool Archived { get; init; }

    public DateOnly? ExpectedCloseDate { get; init; }

    public required string[] Tags { get; init; }

    /// <summary>A JSON object.</summary>
    public required string CustomFields { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public static CrudDeal Read(NpgsqlDataReader row) => new()
    {
        Id = row.GetGuid(0),
        Version = row.GetInt64(1),
        Title = row.GetString(2),
        Client = row.IsDBNull(3) ? null : row.GetString(3),
        Amount = row.IsDBNull(4) ? null : row.GetDecimal(4),
        Currency = row.IsDBNull(5) ? null : row.GetString(5),
        PipelineId = row.GetGuid(6),
        Stage = row.GetString(7),
        OwnerId = row.GetGuid(8),
        TeamId = row.IsDBNull(9) ? null : row.GetGuid(9),
        Status = row.GetString(10),
        LostReason = row.IsDBNull(11) ? null : row.GetString(11),
        Archived = row.GetBoolean(12),
        ExpectedCloseDate = row.IsDBNull(13) ? null : row.GetFieldValue<DateOnly>(13),
        Tags = row.GetFieldValue<string[]>(14),
        CustomFields = row.GetString(15),
        CreatedAt = row.GetFieldValue<DateTimeOffset>(16),
        UpdatedAt = row.GetFieldValue<DateTimeOffset>(17),
    };
}
