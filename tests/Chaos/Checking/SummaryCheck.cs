using Crm.Actors.Chaos.Recording;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Grains.Deals;

namespace Crm.Actors.Chaos.Checking;

/// <summary>The pipeline summary stands at the head of the log and is the sum of the deals that are not archived.</summary>
internal static class SummaryCheck
{
    public static IEnumerable<Finding> Check(History history)
    {
        if (history.Summary is not { } summary)
        {
            yield return new Finding(FindingKind.Stuck, "the pipeline summary could not be read");
            yield break;
        }

        if (summary.Position != history.Head || summary.Newest != history.Head)
            yield return new Finding(FindingKind.Stuck, $"the pipeline summary stands at {summary.Position} to {summary.Newest}, the log at {history.Head}");
        var expected = Totals(history.Deals).ToDictionary(KeyOf);
        foreach (var total in summary.Totals)
        {
            if (!expected.Remove(KeyOf(total), out var of))
                yield return new Finding(FindingKind.SummaryDiffers, $"{total}, but there are no such deals");
            else if (of != total)
                yield return new Finding(FindingKind.SummaryDiffers, $"{total}, but the deals give {of}");
        }

        foreach (var missing in expected.Values)
            yield return new Finding(FindingKind.SummaryDiffers, $"{missing} is missing");
    }

    private static IEnumerable<SummaryReading.Total> Totals(IEnumerable<DealState> deals) =>
        from deal in deals.Select(static d => d.View)
        where !deal.Archived && deal.PipelineId == DefaultPipeline.Id
        group deal by (deal.Stage, Status: deal.Status.Name(), deal.Currency) into of
        select new SummaryReading.Total(of.Key.Stage, of.Key.Status, of.Key.Currency, of.Count(), of.Key.Currency is null ? null : of.Sum(static d => d.Amount!.Value));

    private static (string, string, string?) KeyOf(SummaryReading.Total total) => (total.Stage, total.Status, total.Currency);
}
