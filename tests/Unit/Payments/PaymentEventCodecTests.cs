using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Actors.Contracts.Deals.Events;
using Crm.Actors.Contracts.Payments.Events;
using Crm.Actors.Grains.Payments;
using Crm.Actors.UnitTests.Deals;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Payments;

public sealed class PaymentEventCodecTests
{
    private static readonly PaymentEventCodec Codec = new();

    public static TheoryData<string> Events => [.. All.Keys];

    private static Dictionary<string, PaymentEvent> All { get; } = new PaymentEvent[]
    {
        new PaymentCreated(GivenPayments.PaymentId, "First half", new DateOnly(2026, 6, 1), null, Payment(0, 0), GivenPayments.DealContext),
        new PaymentUpdated(
            [new FieldChange("plannedAmount", "\"400.00\"", "\"500.00\""), new FieldChange("comment", "null", "\"by hand\"")], Payment(100, 0), GivenPayments.DealContext),
        new PaymentCancelled(Payment(0, 0) with { Cancelled = true }, GivenPayments.DealContext),
        new PaymentMovedOut(Payment(100, 20), GivenPayments.DealContext),
        new PaymentMovedIn(Payment(100, 20) with { DealId = GivenPayments.OtherDealId }, GivenPayments.DealContext),
        new PaymentIncomeCreated(Entry(100), Payment(100, 0), GivenPayments.DealContext),
        new PaymentIncomeReversed(Reversal(-100), Payment(0, 0), GivenPayments.DealContext),
        new PaymentExpenseCreated(Entry(20), Payment(0, 20), GivenPayments.DealContext),
        new PaymentExpenseReversed(Reversal(-20), Payment(0, 0), GivenPayments.DealContext),
        new TransferStarted(GivenPayments.Transfer, Payment(0, 0), GivenPayments.DealContext),
        new TransferRefused(GivenPayments.TransferId, "The payment is cancelled.", Payment(0, 0), GivenPayments.DealContext),
        new TransferEnded(GivenPayments.TransferId, IsCompleted: true, Payment(0, 0), GivenPayments.DealContext),
    }.ToDictionary(static e => Codec.TypeOf(e).Name);

    [Fact]
    public void TypeOf_EveryEvent_HasASample() => typeof(PaymentEvent).Assembly.GetTypes()
        .Count(static type => type is { IsAbstract: false } && type.IsSubclassOf(typeof(PaymentEvent))).ShouldBe(All.Count);

    [Theory, MemberData(nameof(Events))]
    public void Read_StoredSample_IsTheEventAndWrittenTheSame(string name)
    {
        var sample = File.ReadAllText(Path.Combine(Folder(), "Samples", $"{name}.v1.json"));

        var read = Codec.Read(name, 1, Encoding.UTF8.GetBytes(sample));

        read.ShouldBeEquivalentTo(All[name]);
        JsonNode.DeepEquals(JsonNode.Parse(Write(read)), JsonNode.Parse(sample)).ShouldBeTrue(Write(read));
    }

    [Fact]
    public void Read_UnknownTypeOrShape_Throws()
    {
        var json = Encoding.UTF8.GetBytes(Write(All["deal.payment.cancelled"]));

        Should.Throw<InvalidOperationException>(() => Codec.Read("deal.payment.exploded", 1, json));
        Should.Throw<InvalidOperationException>(() => Codec.Read("deal.payment.cancelled", 2, json));
    }

    private static PaymentContext Payment(decimal received, decimal spent) =>
        new(Given.DealId, "EUR", 500.00m, received + 0.00m, spent + 0.00m, Cancelled: false);

    private static BookedEntry Entry(decimal amount) =>
        new(GivenPayments.EntryId, new DateOnly(2026, 5, 30), amount + 0.00m, "transfer", "INV-7", null, Reverses: null);

    private static BookedEntry Reversal(decimal amount) => Entry(amount) with { Id = GivenPayments.OtherEntryId, Reverses = GivenPayments.EntryId };

    private static string Write(PaymentEvent happened)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
            Codec.Write(happened, json);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
