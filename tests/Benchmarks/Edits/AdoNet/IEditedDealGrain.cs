namespace Crm.Actors.Benchmarks.Edits.AdoNet;

/// <summary>A deal as an ordinary grain.</summary>
[Alias("bench.IEditedDealGrain")]
public interface IEditedDealGrain : IGrainWithGuidKey
{
    [Alias("Create")]
    Task Create();

    [Alias("Patch")]
    Task<long> Patch(string key, Guid requestHash, string? title, decimal? amount, string? customField);
}
