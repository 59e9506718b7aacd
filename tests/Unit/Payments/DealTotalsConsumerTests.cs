using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Nodes;
using Crm.Actors.Contracts.Feed;
using Crm.Actors.Grains.Consumers;
using Crm.Actors.Grains.Payments;
using Crm.Actors.UnitTests.Deals;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Payments;

/// <summary>Entries are read in part; what is read of them is what all of it says.</summary>
public sealed class DealTotalsConsumerTests
{
    private static readonly DealTotalsConsumer Consumer = new();

    [Theory]
    [InlineData("deal.payment.income.created", 100, 0)]
    [InlineData("deal.payment.income.reversed", -100, 0)]
    [InlineData("deal.payment.expense.created", 0, 20)]
    [InlineData("deal.payment.expense.reversed", 0, -20)]
    public void Decide_Entry_AddsItsAmountInThePaymentsCurrency(string type, int received, int spent)
    {
        var entry = Sample(type);
        entry["deal"]!["currency"] = "JPY";
        var expected = new DealTotalDelta(Given.DealId, "EUR", 0, received, spent);
        Consumer.Decide(Logged(type, entry)).ShouldHaveSingleItem().ShouldBe(expected);

        // As no writer writes it.
        var backwards = new JsonObject(entry.Reverse().Select(static part => KeyValuePair.Create(part.Key, part.Value?.DeepClone())));
        Consumer.Decide(Logged(type, backwards)).ShouldHaveSingleItem().ShouldBe(expected);
    }

    [Theory]
    [InlineData("entry", "amount", null)]
    [InlineData("entry", "amount", "1e3")]
    [InlineData("entry", "amount", "0.001")]
    [InlineData("payment", "currency", null)]
    [InlineData("payment", "currency", "XXX")]
    public void Decide_EntryThatIsNone_Throws(string part, string field, string? value)
    {
        var entry = Sample("deal.payment.income.created");
        entry[part]![field] = value;
        Should.Throw<Exception>(() => Consumer.Decide(Logged("deal.payment.income.created", entry)));
    }

    [Theory]
    [InlineData("entry")]
    [InlineData("dealId")]
    [InlineData("payment")]
    public void Decide_EntryThatLacksAPart_Throws(string part)
    {
        var entry = Sample("deal.payment.income.created");
        entry.Remove(part);
        Should.Throw<Exception>(() => Consumer.Decide(Logged("deal.payment.income.created", entry)));
    }

    [Fact]
    public void Decide_EntryOfAnotherShape_Throws()
    {
        var logged = Logged("deal.payment.income.created", Sample("deal.payment.income.created"));
        Should.Throw<InvalidOperationException>(() => Consumer.Decide(logged with { SchemaVersion = 2 }));
    }

    private static JsonObject Sample(string type) => JsonNode.Parse(File.ReadAllText(Path.Combine(Folder(), "Samples", $"{type}.v1.json")))!.AsObject();

    private static LoggedEvent Logged(string type, JsonObject data) => new(
        new FeedEvent
        {
            Position = 1,
            Id = Given.OtherUser,
            Type = type,
            Source = "/crm/payments",
            Subject = GivenPayments.PaymentId,
            Sequence = 1,
            Time = Given.Now,
            ActorId = Given.User,
            Data = Encoding.UTF8.GetBytes(data.ToJsonString()),
        },
        1);

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
