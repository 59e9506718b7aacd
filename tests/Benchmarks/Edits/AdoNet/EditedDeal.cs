namespace Crm.Actors.Benchmarks.Edits.AdoNet;

/// <summary>What the stock grain keeps: the deal's fields, and the key of the last edit so that a retry can be told.</summary>
public sealed class EditedDeal
{
    public long Version { get; set; }

    public string Title { get; set; } = "A deal to be edited";

    public string? Client { get; set; } = "A client of some name";

    public decimal? Amount { get; set; } = 1;

    public string? Currency { get; set; } = "EUR";

    public Guid PipelineId { get; set; } = new("00000000-0000-7000-8000-0000000000d1");

    public string Stage { get; set; } = "new";

    public Guid OwnerId { get; set; } = new("00000000-0000-7000-8000-000000000001");

    public Guid? TeamId { get; set; }

    public string Status { get; set; } = "open";

    public bool Archived { get; set; }

    public DateOnly? ExpectedCloseDate { get; set; }

    public List<string> Tags { get; set; } = ["one", "two"];

    public Dictionary<string, string> CustomFields { get; set; } = new(StringComparer.Ordinal) { [EditSource.CustomFieldName] = "0" };

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }

    public string? LastKey { get; set; }

    public Guid LastRequestHash { get; set; }
}
