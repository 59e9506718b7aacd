namespace Crm.Actors.Chaos.Recording;

/// <summary>What the pipeline summary answered when all was quiet.</summary>
/// <param name="Position">Up to which every event is counted.</param>
/// <param name="Newest">The newest event that is counted.</param>
/// <param name="Totals">Its groups.</param>
public sealed record SummaryReading(long Position, long Newest, IReadOnlyList<SummaryReading.Total> Totals)
{
    /// <summary>The deals of one stage, status and currency, which is null for deals without an amount.</summary>
    public sealed record Total(string Stage, string Status, string? Currency, long Count, decimal? Amount);
}
