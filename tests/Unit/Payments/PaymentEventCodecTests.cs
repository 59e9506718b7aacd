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

    [Theory, MemberData(nameof(Events))]
    public void Read_MembersInAnotherOrder_IsTheSame(string name)
    {
        var data = Reversed(Parse(All[name]));
        foreach (var part in (string[])["payment", "deal", "entry"])
        {
            if (data[part] is JsonObject members)
                data[part] = Reversed(members);
        }

        Read(name, data).ShouldBeEquivalentTo(All[name]);
    }

    [Theory, MemberData(nameof(Events))]
    public void Read_MembersThatNobodyKnows_AreLeftOut(string name)
    {
        var data = Parse(All[name]);
        foreach (var members in Parts(data))
            members.Insert(0, "later", new JsonObject { ["id"] = 7, ["payment"] = new JsonArray("x", null) });

        Read(name, data).ShouldBeEquivalentTo(All[name]);
    }

    [Theory, MemberData(nameof(Events))]
    public void Read_AMemberIsMissingOrOfAnotherKind_Throws(string name)
    {
        var whole = Parse(All[name]);
        for (var part = 0; part < Parts(whole).Length; part++)
        {
            foreach (var member in Parts(whole)[part].Select(static m => m.Key).Where(static key => key != "reverses"))
            {
                var without = Parse(All[name]);
                Parts(without)[part].Remove(member);
                Should.Throw<Exception>(() => Read(name, without), member);
                var other = Parse(All[name]);
                Parts(other)[part][member] = 12;
                Should.Throw<Exception>(() => Read(name, other), member);
            }
        }
    }

    [Fact]
    public void Read_SharedDeal_IsTheSame()
    {
        var happened = new PaymentCancelled(Payment(0, 0), GivenPayments.DealContext with { SharedWith = [GivenPayments.EntryId, GivenPayments.OtherEntryId], Amount = null, Currency = null, TeamId = null });

        var read = Read("deal.payment.cancelled", Parse(happened));

        read.Deal.SharedWith.ToArray().ShouldBe([GivenPayments.EntryId, GivenPayments.OtherEntryId]);
        (read.Deal with { SharedWith = happened.Deal.SharedWith }).ShouldBe(happened.Deal);
    }

    [Fact]
    public void Read_DateWithATime_Throws()
    {
        var data = Parse(All["deal.payment.income.created"]);
        data["entry"]!["date"] = "2026-05-30T00:00:00Z";

        Should.Throw<JsonException>(() => Read("deal.payment.income.created", data));
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

    private static JsonObject Parse(PaymentEvent happened) => JsonNode.Parse(Write(happened))!.AsObject();

    private static PaymentEvent Read(string name, JsonObject data) => Codec.Read(name, 1, Encoding.UTF8.GetBytes(data.ToJsonString()));

    /// <summary>The objects whose members all have their say.</summary>
    private static JsonObject[] Parts(JsonObject data) =>
        [data, .. ((string[])["payment", "deal", "entry"]).Select(part => data[part]).OfType<JsonObject>()];

    private static JsonObject Reversed(JsonObject members) =>
        new(members.Reverse().Select(static member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())));

    private static string Write(PaymentEvent happened)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
            Codec.Write(happened, json);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
