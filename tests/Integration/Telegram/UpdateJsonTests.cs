using System.Text;
using Crm.Actors.Contracts.Telegram;
using Crm.Actors.Silo.Telegram.Updates;
using CsCheck;
using Shouldly;
using Xunit;

namespace Crm.Actors.IntegrationTests.Telegram;

/// <summary>What is read from the queue of updates, where anybody may put anything.</summary>
public sealed class UpdateJsonTests
{
    private static readonly TelegramUpdate Update = new() { UpdateId = 7, ChatId = -1001, Username = "ann", Language = "ru", Text = "/deals" };

    [Fact]
    public void TryRead_AnUpdate_IsReadAgain()
    {
        foreach (var update in new[] { Update, Update with { Text = null, PressId = "p", PressData = "d::0:", MessageId = 5 } })
        {
            UpdateJson.TryRead(UpdateJson.Write(update), out var read, out var reason).ShouldBeTrue(reason);
            read.ShouldBe(update);
        }
    }

    [Theory]
    [InlineData("null", "null")]
    [InlineData("""{"chatId":1,"text":"x"}""", "updateId")]
    [InlineData("""{"updateId":7,"chatId":0,"text":"x"}""", "the chat is 0")]
    [InlineData("""{"updateId":7,"chatId":1}""", "neither a text nor a press")]
    [InlineData("""{"updateId":7,"chatId":1,"pressId":"","pressData":"d::0:"}""", "the id of the press")]
    [InlineData("""{"updateId":7,"chatId":1,"pressId":"p"}""", "a press has an id and data")]
    [InlineData("""{"updateId":7,"chatId":1,"text":"x","pressData":"d::0:"}""", "a press has an id and data")]
    [InlineData("""{"updateId":7,"chatId":1,"text":"\ud800"}""", "It is no update")]
    public void TryRead_SomethingWrong_SaysWhat(string body, string words)
    {
        UpdateJson.TryRead(Encoding.UTF8.GetBytes(body), out var update, out var reason).ShouldBeFalse();

        update.ShouldBeNull();
        reason.ShouldNotBeNull().ShouldContain(words);
    }

    [Fact]
    public void TryRead_AnyBytes_DoesNotThrow() => Gen.Byte.Array[0, 200].Sample(static bytes => { _ = UpdateJson.TryRead(bytes, out _, out _); });

    [Fact]
    public void TryRead_AnUpdateWithOneOtherByte_IsOneOrSaysWhyNot()
    {
        var good = UpdateJson.Write(Update);
        Gen.Select(Gen.Int[0, good.Length - 1], Gen.Byte).Sample((at, value) =>
        {
            var bytes = (byte[])good.Clone();
            bytes[at] = value;
            if (UpdateJson.TryRead(bytes, out var update, out var reason))
                update.ChatId.ShouldNotBe(0);
            else
                reason.ShouldNotBeNullOrEmpty();
        });
    }
}
