using System.Collections.Immutable;
using Crm.Actors.Contracts.Payments;
using Crm.Actors.Grains.Kernel;

namespace Crm.Actors.Grains.Payments;

/// <summary>The totals of one deal for its readers, read again only while they may have changed: a deal without payments costs one read.</summary>
/// <param name="deal">The deal.</param>
/// <param name="reads">Where they are kept.</param>
/// <param name="clock">Tells how old they are.</param>
public sealed class ShownTotals(Guid deal, IPaymentReads reads, TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMilliseconds(200);

    /// <summary>By then a change that asked the deal before is committed, or never will be.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(10);

    // A change may have asked the activation before this one.
    private long _touchedAt = clock.GetTimestamp();
    private ImmutableArray<DealTotal>? _totals;
    private long _readAt;
    private bool _pending;
    private Task? _reading;

    /// <summary>A payment of the deal is about to change.</summary>
    public void Touch() => _touchedAt = clock.GetTimestamp();

    /// <summary>The totals, as they were at most 200 ms ago; older ones while they cannot be read.</summary>
    /// <exception cref="StoreUnavailableException">They were never read, and cannot be read now.</exception>
    public async ValueTask<ImmutableArray<DealTotal>> GetAsync()
    {
        if (_totals is { } known && (IsSettled || clock.GetElapsedTime(_readAt) < Fresh))
            return known;
        try
        {
            await (_reading is { IsCompleted: false } ? _reading : _reading = ReadAsync());
        }
        catch (StoreUnavailableException) when (_totals is not null)
        {
            // What was read last stands.
        }

        return _totals!.Value;
    }

    private bool IsSettled => !_pending && clock.GetElapsedTime(_touchedAt, _readAt) >= Settling;

    private async Task ReadAsync()
    {
        var started = clock.GetTimestamp();
        var balance = await reads.BalanceAsync(deal, verify: false);
        (_totals, _pending, _readAt) = (balance.Totals, balance.Pending > 0, started);
    }
}
