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

/// <summary>Whatever is planned, booked, reversed, moved and cancelled, what the events add to the totals of deals is what the payments come to.</summary>
public sealed class LedgerTests
{
    private static readonly PaymentEventCodec Codec = new();
    private static readonly Guid[] DealIds = [Given.DealId, GivenPayments.OtherDealId, new("0190a000-0000-7000-8000-00000000000c")];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 200)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Totals_AnyHistory_AddUp(int seed)
    {
        var random = new Random(seed);
        var consumer = new DealTotalsConsumer();
        var totals = new Dictionary<(Guid Deal, string Currency), (decimal Expected, decimal Received, decimal Spent)>();
        var payments = new List<(PaymentState State, List<PaymentEntry> Entries)>();
        for (var i = 0; i < 60; i++)
        {
            var at = random.Next(payments.Count + 1);
            var (state, entries) = at < payments.Count ? payments[at] : (null, []);
            var decision = Decide(random, state, entries);
            if (decision.Rejection is not null)
                continue;
            foreach (var happened in decision.Events)
            {
                state = GivenPayments.After(state, Decision<PaymentEvent>.Accept([happened]));
                Book(entries, happened, state);
                foreach (var delta in consumer.Decide(Logged(happened)))
                {
                    var sum = totals.GetValueOrDefault((delta.DealId, delta.Currency));
                    totals[(delta.DealId, delta.Currency)] = (sum.Expected + delta.Expected, sum.Received + delta.Received, sum.Spent + delta.Spent);
                }
            }

            if (state is null)
                continue;
            if (at < payments.Count)
                payments[at] = (state, entries);
            else
                payments.Add((state, entries));
        }

        foreach (var (state, entries) in payments)
        {
            state.View.Received.ShouldBe(entries.Where(static e => e.Kind == PaymentEntryKind.Income).Sum(static e => e.Amount));
            state.View.Spent.ShouldBe(entries.Where(static e => e.Kind == PaymentEntryKind.Expense).Sum(static e => e.Amount));
            state.Entries.ShouldBe(entries.Count);
        }

        var expected = payments.GroupBy(static p => (p.State.View.DealId, p.State.View.Currency)).ToDictionary(
            static g => g.Key,
            static g => (g.Sum(static p => p.State.View.Cancelled ? 0 : p.State.View.PlannedAmount), g.Sum(static p => p.State.View.Received), g.Sum(static p => p.State.View.Spent)));
        foreach (var key in expected.Keys.Union(totals.Keys))
            totals.GetValueOrDefault(key).ShouldBe(expected.GetValueOrDefault(key), $"{key}");
    }

    private static Decision<PaymentEvent> Decide(Random random, PaymentState? state, List<PaymentEntry> entries)
    {
        var deal = GivenPayments.Deal with { Id = state?.View.DealId ?? DealIds[random.Next(3)] };
        var amount = random.Next(1, 100_000) / 100m;
        var kind = (PaymentEntryKind)random.Next(2);
        var id = new Guid(random.Next(), 0, 0, new byte[8]);
        if (state is null)
            return PaymentRules.Create(id, null, GivenPayments.Creation with { PlannedAmount = amount, Currency = random.Next(3) == 0 ? "USD" : "EUR" }, deal);
        var target = GivenPayments.Deal with { Id = DealIds[random.Next(3)] };
        return random.Next(10) switch
        {
            < 4 => PaymentRules.Book(state, new BookPaymentEntry(Given.Context, id, kind, new DateOnly(2026, 1, 1), amount), deal),
            < 6 when entries.Count > 0 => Reverse(random, state, entries, id, deal),
            6 => PaymentRules.Patch(state, new PatchPayment(Given.Context) { PlannedAmount = amount, Currency = random.Next(2) == 0 ? "USD" : "EUR" }, deal),
            7 => PaymentRules.Move(state, new MovePayment(Given.Context, target.Id), deal, target),
            8 => PaymentRules.Cancel(state, new CancelPayment(Given.Context), deal),
            _ => PaymentRules.Patch(state, new PatchPayment(Given.Context) { Title = $"Title {random.Next(3)}" }, deal),
        };
    }

    private static Decision<PaymentEvent> Reverse(Random random, PaymentState state, List<PaymentEntry> entries, Guid id, DealView deal)
    {
        var entry = entries[random.Next(entries.Count)];
        return PaymentRules.Reverse(state, new ReversePaymentEntry(Given.Context, id, entry.Kind, entry.Id), entry, deal, Given.Now);
    }

    private static void Book(List<PaymentEntry> entries, PaymentEvent happened, PaymentState state)
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
