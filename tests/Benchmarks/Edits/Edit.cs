namespace Crm.Actors.Benchmarks.Edits;

/// <summary>One PATCH of a deal, under a key of its own. Every contender is sent the same ones.</summary>
/// <param name="DealId">Which deal.</param>
/// <param name="Number">Names the new value, which no earlier edit wrote.</param>
/// <param name="Key">The Idempotency-Key, a UUID as clients use to send.</param>
/// <param name="RequestHash">Stands for the body.</param>
internal readonly record struct Edit(Guid DealId, long Number, string Key, Guid RequestHash)
{
    public EditedField Field => (EditedField)(Number % 3);

    public decimal Amount => Number % 100_000_000 / 100m;

    public string Title => $"Deal in its {Number}th edition";

    public string CustomField => Number.ToString();
}

/// <summary>Fields take turns.</summary>
internal enum EditedField
{
    Amount,
    Title,
    CustomField,
}
