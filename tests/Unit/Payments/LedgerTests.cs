using System.Buffers;
using System.Text.Json;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Feed;
using Crm.Actors.Contracts.Payments;
using Crm.Actors.Contracts.Payments.Events;
using Crm.Actors.Grains.Consumers;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Grains.Payments;
using Crm.Actors.UnitTests.Deals;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Payments;

/// <summary>
/// Whatever is planned, booked, reversed, moved, transferred and cancelled, what the events add to the totals of deals is what the payments
/// come to, and what was booked is in one of them.
/// </summary>
public sealed class LedgerTests
{
    private const int Steps = 80;
    private static readonly PaymentEventCodec Codec = new();
    private static readonly Guid[] DealIds = [Given.DealId, GivenPayments.OtherDealId, new("0190a000-0000-7000-8000-00000000000c")];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 200)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Totals_AnyHistory_AddUp(int seed)
    {
        var books = new Books(new Random(seed));
        for (var i = 0; i < Steps; i++)
            books.Next();

        foreach (var (state, entries) in books.Payments)
        {
            state.View.Received.ShouldBe(entries.Where(static e => e.Kind == PaymentEntryKind.Income).Sum(static e => e.Amount));
            state.View.Spent.ShouldBe(entries.Where(static e => e.Kind == PaymentEntryKind.Expense).Sum(static e => e.Amount));
            state.Entries.ShouldBe(entries.Count);
        }

        var expected = books.Payments.GroupBy(static p => (p.State.View.DealId, p.State.View.Currency)).ToDictionary(
            static g => g.Key,
            static g => (g.Sum(static p => p.State.View.Cancelled ? 0 : p.State.View.PlannedAmount), g.Sum(static p => p.State.View.Received), g.Sum(static p => p.State.View.Spent)));
        foreach (var key in expected.Keys.Union(books.Totals.Keys))
            books.Totals.GetValueOrDefault(key).ShouldBe(expected.GetValueOrDefault(key), $"{key}");
        books.Held(PaymentEntryKind.Income).ShouldBe(books.Standing.GetValueOrDefault(PaymentEntryKind.Income), "What came in is in one payment, or on its way.");
        books.Held(PaymentEntryKind.Expense).ShouldBe(books.Standing.GetValueOrDefault(PaymentEntryKind.Expense), "What went out is in one payment, or on its way.");
    }

    /// <summary>Payments of three deals with their entries, and the totals that follow from their events.</summary>
    private sealed class Books(Random random)
    {
        private readonly DealTotalsConsumer _consumer = new();

        public List<(PaymentState State, List<PaymentEntry> Entries)> Payments { get; } = [];

        public Dictionary<(Guid Deal, string Currency), (decimal Expected, decimal Received, decimal Spent)> Totals { get; } = [];

        /// <summary>What was booked and not taken back, whichever payment it is in by now.</summary>
        public Dictionary<PaymentEntryKind, decimal> Standing { get; } = [];

        /// <summary>What the payments have, with what is on its way to another.</summary>
        public decimal Held(PaymentEntryKind kind) => Payments.Sum(payment =>
            (kind == PaymentEntryKind.Income ? payment.State.View.Received : payment.State.View.Spent)
            + payment.State.Transfers.Values.Where(transfer => transfer.Kind == kind).Sum(static transfer => transfer.Amount));

        public void Next()
        {
            var at = random.Next(Payments.Count + 1);
            if (at == Payments.Count)
            {
                Take(at, PaymentRules.Create(
                    NewId(),
                    null,
                    GivenPayments.Creation with { PlannedAmount = Amount(), Currency = random.Next(3) == 0 ? "USD" : "EUR" },
                    GivenPayments.Deal with { Id = DealIds[random.Next(3)] }));
                return;
            }

            var state = Payments[at].State;
            var (deal, target) = (DealOf(at), GivenPayments.Deal with { Id = DealIds[random.Next(3)] });
            switch (random.Next(12))
            {
                case < 4:
                    Book(at, (PaymentEntryKind)random.Next(2), Amount());
                    break;
                case < 6 when Payments[at].Entries.Count > 0:
                    Reverse(at, AnyEntry(at));
                    break;
                case 6:
                    Take(at, PaymentRules.Patch(state, new PatchPayment(Given.Context) { PlannedAmount = Amount(), Currency = random.Next(2) == 0 ? "USD" : "EUR" }, deal));
                    break;
                case 7:
                    Take(at, PaymentRules.Move(state, new MovePayment(Given.Context, target.Id), deal, target));
                    break;
                case 8:
                    Take(at, PaymentRules.Cancel(state, new CancelPayment(Given.Context), deal));
                    break;
                case < 11 when Payments[at].Entries.Count > 0:
                    Transfer(at, random.Next(Payments.Count), AnyEntry(at));
                    break;
                default:
                    Take(at, PaymentRules.Patch(state, new PatchPayment(Given.Context) { Title = $"Title {random.Next(3)}" }, deal));
                    break;
            }
        }

        private void Book(int at, PaymentEntryKind kind, decimal amount)
        {
            if (Take(at, PaymentRules.Book(Payments[at].State, new BookPaymentEntry(Given.Context, NewId(), kind, new DateOnly(2026, 1, 1), amount), DealOf(at))))
                Standing[kind] = Standing.GetValueOrDefault(kind) + amount;
        }

        private void Reverse(int at, PaymentEntry entry)
        {
            var command = new ReversePaymentEntry(Given.Context, NewId(), entry.Kind, entry.Id);
            if (Take(at, PaymentRules.Reverse(Payments[at].State, command, entry, DealOf(at), Given.Now)))
                Standing[entry.Kind] -= entry.Amount;
        }

        /// <summary>Now and then it does not come to its end; and the deal of the other payment may be archived by then.</summary>
        private void Transfer(int from, int to, PaymentEntry entry)
        {
            var id = NewId();
            var command = new TransferPaymentEntry(Given.Context, id, NewId(), entry.Kind, entry.Id, Payments[to].State.View.Id);
            if (!Take(from, TransferRules.Start(Payments[from].State, command, entry, DealOf(from), Payments[to].State.View, Given.Now)) || random.Next(4) == 0)
                return;
            var receive = new ReceiveTransfer(Payments[from].State.Transfers[id], Payments[from].State.View.Id);
            Take(to, TransferRules.Receive(Payments[to].State, receive, DealOf(to) with { Archived = random.Next(3) == 0 })).ShouldBeTrue();
            var outcome = Payments[to].Entries.Exists(booked => booked.Id == id) ? TransferOutcome.Completed : TransferOutcome.Returned;
            Take(from, TransferRules.End(Payments[from].State, id, outcome, DealOf(from), NewId())).ShouldBeTrue();
        }

        /// <returns>Whether it was accepted.</returns>
        private bool Take(int at, Decision<PaymentEvent> decision)
        {
            foreach (var happened in decision.Events)
            {
                var state = GivenPayments.After(at < Payments.Count ? Payments[at].State : null, Decision<PaymentEvent>.Accept([happened]));
                if (at < Payments.Count)
                    Payments[at] = (state, Payments[at].Entries);
                else
                    Payments.Add((state, []));
                Keep(Payments[at].Entries, happened, state);
                foreach (var delta in _consumer.Decide(Logged(happened)))
                {
                    var sum = Totals.GetValueOrDefault((delta.DealId, delta.Currency));
                    Totals[(delta.DealId, delta.Currency)] = (sum.Expected + delta.Expected, sum.Received + delta.Received, sum.Spent + delta.Spent);
                }
            }

            return decision.Rejection is null;
        }

        private DealView DealOf(int at) => GivenPayments.Deal with { Id = Payments[at].State.View.DealId };

        private PaymentEntry AnyEntry(int at) => Payments[at].Entries[random.Next(Payments[at].Entries.Count)];

        private decimal Amount() => random.Next(1, 100_000) / 100m;

        private Guid NewId() => new(random.Next(), 0, 0, new byte[8]);
    }

    private static void Keep(List<PaymentEntry> entries, PaymentEvent happened, PaymentState state)
    {
        if (happened is not PaymentEntryEvent { Entry: var entry })
            return;
        entries.Add(new PaymentEntry
        {
            Id = entry.Id,
            PaymentId = state.View.Id,
            Kind = happened is PaymentIncomeCreated or PaymentIncomeReversed ? PaymentEntryKind.Income : PaymentEntryKind.Expense,
            Version = state.Version,
            Date = entry.Date,
            Amount = entry.Amount,
            Currency = state.View.Currency,
            Reverses = entry.Reverses,
            ActorId = Given.User,
            CreatedAt = Given.Now,
        });
    }

    private static LoggedEvent Logged(PaymentEvent happened)
    {
        var (name, version) = Codec.TypeOf(happened);
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
            Codec.Write(happened, json);
        return new(
            new FeedEvent
            {
                Position = 1,
                Id = Given.OtherUser,
                Type = name,
                Source = "/crm/payments",
                Subject = GivenPayments.PaymentId,
                Sequence = 1,
                Time = Given.Now,
                ActorId = Given.User,
                Data = buffer.WrittenSpan.ToArray(),
            },
            version);
    }
}
