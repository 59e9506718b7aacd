using Crm.Actors.Contracts.Feed;
using Crm.Actors.Contracts.Payments.Events;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Grains.Payments;
using Npgsql;

namespace Crm.Actors.Persistence.Verifying;

/// <summary>The totals of deals: each payment counts as it stood at the version that they have of it.</summary>
internal sealed class DealTotalsReplay(Action<Difference> found)
{
    private const string Sql = "SELECT deal_id, currency, partition, expected, received, spent FROM crm.deal_totals";

    private readonly Dictionary<(Guid Deal, string Currency, int Partition), (decimal Expected, decimal Received, decimal Spent)> _totals = [];

    /// <param name="watermarks">The versions that the totals have.</param>
    /// <param name="state">A state of a payment.</param>
    /// <param name="recorded">The event that made it.</param>
    public void Take(Dictionary<Guid, long> watermarks, PaymentState state, Recorded<PaymentEvent> recorded)
    {
        var payment = state.View;
        // Between the two events of a move a payment is in no deal.
        if (watermarks.GetValueOrDefault(payment.Id) != recorded.Version || recorded.Data is PaymentMovedOut)
            return;
        var key = (payment.DealId, payment.Currency, EventPartition.Of(payment.Id));
        var total = _totals.GetValueOrDefault(key);
        _totals[key] = (total.Expected + (payment.Cancelled ? 0 : payment.PlannedAmount), total.Received + payment.Received, total.Spent + payment.Spent);
    }

    public async Task CompareAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Sql, connection) { CommandTimeout = 0 };
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
        {
            var key = (row.GetGuid(0), row.GetString(1), (int)row.GetInt16(2));
            _totals.Remove(key, out var replayed);
            try
            {
                Compare(key, (row.GetDecimal(3), row.GetDecimal(4), row.GetDecimal(5)), replayed);
            }
            catch (Exception defect) when (UnreadableRow.Is(defect))
            {
                found(UnreadableRow.Of("crm.deal_totals", key.Item1, null, null, defect));
            }
        }

        foreach (var (key, total) in _totals)
            Compare(key, default, total);
    }

    private void Compare(
        (Guid Deal, string Currency, int Partition) key,
        (decimal Expected, decimal Received, decimal Spent) kept,
        (decimal Expected, decimal Received, decimal Spent) replayed)
    {
        if (kept != replayed)
            found(new Difference("crm.deal_totals", key.Deal, null, null, $"partition {key.Partition}, {key.Currency}: {kept}, the events give {replayed}"));
    }
}
