namespace Crm.Actors.Benchmarks.Edits;

/// <summary>A contender: makes deals and edits them, durably.</summary>
internal interface IEditor : IAsyncDisposable
{
    string Name { get; }

    Task CreateAsync(IReadOnlyList<Guid> deals);

    /// <summary>Returns when the edit is durable; throws when it was not accepted.</summary>
    Task EditAsync(Edit edit);

    /// <summary>The number of edits that are durable, to be compared with those that were acknowledged.</summary>
    Task<long> CountAsync();
}
