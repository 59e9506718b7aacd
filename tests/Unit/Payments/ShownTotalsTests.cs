using System.Collections.Immutable;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Payments;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Grains.Payments;
using Crm.Actors.UnitTests.Deals;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Payments;

/// <summary>The totals that a deal shows are read again while they may have changed, and only then.</summary>
public sealed class ShownTotalsTests
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(10);

    private readonly FakeTimeProvider _clock = new();
    private readonly OneDeal _reads = new();
    private readonly ShownTotals _shown;

    public ShownTotalsTests() => _shown = new(Given.DealId, _reads, _clock);

    [Fact]
    public async Task Get_NewActivation_IsReadAgainUntilWhatWasUnderWayIsSettled()
    {
        (await ReceivedAsync()).ShouldBe(1);
        (await ReceivedAsync()).ShouldBe(1, "It is fresh.");
        _clock.Advance(Fresh);
        (await ReceivedAsync()).ShouldBe(2);
        _clock.Advance(Settling);
        (await ReceivedAsync()).ShouldBe(3);
        _clock.Advance(TimeSpan.FromHours(1));
        (await ReceivedAsync()).ShouldBe(3, "Nothing has changed.");
    }

    [Fact]
    public async Task Get_PaymentChangesAfterALongTime_IsReadAgain()
    {
        await SettledAsync();
        _shown.Touch();
        (await ReceivedAsync()).ShouldBe(3);
        _clock.Advance(Fresh);
        (await ReceivedAsync()).ShouldBe(4);
    }

    [Fact]
    public async Task Get_EventsArePending_IsReadAgain()
    {
        _reads.Pending = 1;
        await SettledAsync();
        (await ReceivedAsync()).ShouldBe(3);
        _reads.Pending = 0;
        _clock.Advance(Fresh);
        (await ReceivedAsync()).ShouldBe(4);
        _clock.Advance(Fresh);
        (await ReceivedAsync()).ShouldBe(4);
    }

    [Fact]
    public async Task Get_CannotBeRead_IsWhatWasReadLast()
    {
        await ReceivedAsync();
        _reads.IsAway = true;
        _clock.Advance(Fresh);
        (await ReceivedAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task Get_WasNeverReadAndCannotBe_Throws()
    {
        _reads.IsAway = true;
        await Should.ThrowAsync<StoreUnavailableException>(async () => await _shown.GetAsync());
    }

    /// <summary>Read when the activation began, and once more when all was settled; that is an hour ago.</summary>
    private async Task SettledAsync()
    {
        await ReceivedAsync();
        _clock.Advance(Settling);
        (await ReceivedAsync()).ShouldBe(2);
        _clock.Advance(TimeSpan.FromHours(1));
    }

    private async Task<decimal> ReceivedAsync() => (await _shown.GetAsync()).ShouldHaveSingleItem().Received;

    /// <summary>Received as often as it was read.</summary>
    private sealed class OneDeal : IPaymentReads
    {
        private int _read;

        public bool IsAway { get; set; }

        public long Pending { get; set; }

        public Task<DealBalance> BalanceAsync(Guid dealId, bool verify)
        {
            if (IsAway)
                throw new StoreUnavailableException("It is away.");
            ImmutableArray<DealTotal> totals = [new DealTotal("EUR", 0, ++_read, 0)];
            return Task.FromResult(new DealBalance(dealId, 1, Pending, totals, null));
        }

        public Task<CommandResult<PaymentPage>> ListAsync(Guid dealId, int limit, string? cursor) => throw new NotSupportedException();

        public Task<CommandResult<PaymentEntryPage>> ListEntriesAsync(Guid paymentId, PaymentEntryKind kind, int limit, string? cursor) => throw new NotSupportedException();

        public Task<PaymentEntry?> FindEntryAsync(Guid paymentId, PaymentEntryKind kind, Guid entryId) => throw new NotSupportedException();
    }
}
