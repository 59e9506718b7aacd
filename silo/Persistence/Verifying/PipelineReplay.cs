using Crm.Actors.Contracts.Deals.Events;
using Crm.Actors.Contracts.Feed;
using Crm.Actors.Grains.Deals;
using Crm.Actors.Grains.Kernel;
using Npgsql;

namespace Crm.Actors.Persistence.Verifying;

/// <summary>The totals of pipelines: each deal counts as it stood at the version that they have of it.</summary>
internal sealed class PipelineReplay(Action<Difference> found)
{
    private const string Sql = "SELECT pipeline_id, partition, stage, status, currency, count, amount FROM crm.pipeline_totals";

    private readonly Dictionary<(Guid Pipeline, int Partition, string Stage, string Status, string Currency), (long Count, decimal Amount)> _totals = [];

    /// <param name="watermarks">The versions that the totals have.</param>
    /// <param name="state">A state of a deal.</param>
    /// <param name="recorded">The event that made it.</param>
    public void Take(Dictionary<Guid, long> watermarks, DealState state, Recorded<DealEvent> recorded)
    {
        var deal = state.View;
        if (deal.Archived || watermarks.GetValueOrDefault(deal.Id) != recorded.Version)
            return;
        var key = (deal.PipelineId, EventPartition.Of(deal.Id), deal.Stage, deal.Status.Name(), deal.Currency ?? "");
        var total = _totals.GetValueOrDefault(key);
        _totals[key] = (total.Count + 1, total.Amount + (deal.Amount ?? 0));
    }

    public async Task CompareAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Sql, connection) { CommandTimeout = 0 };
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
        {
            var key = (row.GetGuid(0), (int)row.GetInt16(1), row.GetString(2), row.GetString(3), row.GetString(4));
            _totals.Remove(key, out var replayed);
            try
            {
                Compare(key, (row.GetInt64(5), row.GetDecimal(6)), replayed);
            }
            catch (Exception defect) when (UnreadableRow.Is(defect))
            {
                found(UnreadableRow.Of("crm.pipeline_totals", key.Item1, null, null, defect));
            }
        }

        foreach (var (key, total) in _totals)
            Compare(key, default, total);
    }

    private void Compare(
        (Guid Pipeline, int Partition, string Stage, string Status, string Currency) key, (long Count, decimal Amount) kept, (long Count, decimal Amount) replayed)
    {
        if (kept != replayed)
        {
            found(new Difference(
                "crm.pipeline_totals",
                key.Pipeline,
                null,
                null,
                $"partition {key.Partition}, {key.Stage}, {key.Status}, {key.Currency}: {kept.Count} deals of {kept.Amount}, the events give {replayed.Count} of {replayed.Amount}"));
        }
    }
}
