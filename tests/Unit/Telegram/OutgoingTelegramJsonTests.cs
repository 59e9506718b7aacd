using System.Text;
using Crm.Actors.Grains.Telegram.Outgoing;
using Crm.Actors.UnitTests.Deals;
using Crm.Actors.UnitTests.Notifications;
using CsCheck;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Telegram;

public sealed class OutgoingTelegramJsonTests
{
    private static readonly Guid Id = new("0192f0c1-0000-7000-8000-00000000abcd");
    private static readonly Guid Deal = new("0192f0c1-0000-7000-8000-00000000dea1");

    private static readonly OutgoingTelegram Message = new()
    {
        Id = Id,
        Kind = OutgoingKind.Notification,
        UserId = Id,
        Text = new LocalText("The deal moved", "Сделка передвинута"),
        Buttons = [new OutgoingButton(new LocalText("Open", "Открыть"), ButtonAction.ShowDeal(Deal))],
    };

    [Fact]
    public void Write_AMessage_IsReadAgain()
    {
        OutgoingTelegramJson.TryRead(OutgoingTelegramJson.Write(Message, DateTimeOffset.UnixEpoch), out var read, out var reason).ShouldBeTrue(reason);

        (read! with { Buttons = Message.Buttons }).ShouldBe(Message);
        read!.Buttons.ShouldBe(Message.Buttons);
    }

    [Fact]
    public void TryRead_WhatOthersWrite_HasButtonsWithTheDealsVersion()
    {
        var data = $$$"""
            {"notificationId":"{{{Id}}}","userId":"{{{Id}}}","text":{"en":"Moved"},
             "buttons":[{"label":{"en":"To proposal"},"action":"move","dealId":"{{{Deal}}}","version":"7","stage":"proposal"}]}
            """;

        Read(data, out var read).ShouldBeTrue();

        read!.Text.ShouldBe(new LocalText("Moved", "Moved"));
        read.Buttons.ShouldHaveSingleItem().Action.ShouldBe(ButtonAction.MoveDeal(Deal, 7, "proposal"));
    }

    [Fact]
    public void Of_TheEventOfANotification_IsItsMessage()
    {
        var message = OutgoingTelegramJson.Of(GivenNotifications.Logged("notification.telegram", Given.User).Event).ShouldNotBeNull();

        (message.Id, message.Kind, message.UserId).ShouldBe((GivenNotifications.Id, OutgoingKind.Notification, Given.OtherUser));
        message.Text.En.ShouldBe("Größer & больше: from stage new to proposal");
        message.Buttons.ShouldHaveSingleItem().Action.ShouldBe(ButtonAction.ShowDeal(Given.DealId));
    }

    [Fact]
    public void Of_AnotherEvent_IsNone() => OutgoingTelegramJson.Of(GivenNotifications.Logged("notification.read", Given.User).Event).ShouldBeNull();

    [Theory]
    [InlineData("""{"userId":"0192f0c1-0000-7000-8000-00000000abcd","text":{"en":"x"}}""")]
    [InlineData("""{"notificationId":"0192f0c1-0000-7000-8000-00000000abcd","text":{"en":"x"}}""")]
    [InlineData("""{"notificationId":"0192f0c1-0000-7000-8000-00000000abcd","chatId":1,"text":{}}""")]
    [InlineData("""{"notificationId":"0192f0c1-0000-7000-8000-00000000abcd","chatId":1,"text":{"en":"x"},"kind":"edit"}""")]
    [InlineData("""{"notificationId":"0192f0c1-0000-7000-8000-00000000abcd","chatId":1,"text":{"en":"x"},"buttons":[{"label":{"en":"y"},"data":"?"}]}""")]
    [InlineData("""{"notificationId":"0192f0c1-0000-7000-8000-00000000abcd","chatId":1,"text":{"en":"x"},"buttons":[{"label":{"en":"y"},"data":"a::7:да"}]}""")]
    [InlineData("""{"notificationId":"0192f0c1-0000-7000-8000-00000000abcd","userId":"0192f0c1-0000-7000-8000-00000000abcd","chatId":0,"text":{"en":"x"}}""")]
    [InlineData("""{"notificationId":"0192f0c1-0000-7000-8000-00000000abcd","chatId":1,"text":{"en":"x"},"kind":"edit","messageId":4294967297}""")]
    [InlineData("""{"notificationId":"0192f0c1-0000-7000-8000-00000000abcd","chatId":1,"text":{"en":"\ud800"}}""")]
    [InlineData("""{"notificationId":"0192f0c1-0000-7000-8000-00000000abcd","chatId":1,"text":"x"}""")]
    [InlineData("[]")]
    public void TryRead_SomethingMissing_SaysWhat(string data) => Read(data, out _).ShouldBeFalse();

    [Fact]
    public void TryRead_AStageOfALongName_IsAButton()
    {
        var message = Message with { Buttons = [new OutgoingButton(LocalText.Same(new string('s', 100)), ButtonAction.Answer(3, "stage"))] };

        OutgoingTelegramJson.TryRead(OutgoingTelegramJson.Write(message, DateTimeOffset.UnixEpoch), out var read, out var reason).ShouldBeTrue(reason);

        read!.Buttons.ShouldBe(message.Buttons);
    }

    [Fact]
    public void TryRead_AnyBytes_DoesNotThrow() =>
        Gen.Byte.Array[0, 200].Sample(static bytes => { _ = OutgoingTelegramJson.TryRead(bytes, out _, out _); });

    /// <summary>What is read can be written again, so that a button of it can be sent.</summary>
    [Fact]
    public void TryRead_AMessageWithOneOtherByte_DoesNotThrowAndHasButtonsThatCanBeSent()
    {
        var good = OutgoingTelegramJson.Write(Message, DateTimeOffset.UnixEpoch).ToArray();
        Gen.Select(Gen.Int[0, good.Length - 1], Gen.Byte).Sample((at, value) =>
        {
            var bytes = (byte[])good.Clone();
            bytes[at] = value;
            if (OutgoingTelegramJson.TryRead(bytes, out var read, out var reason))
                _ = OutgoingTelegramJson.Write(read, DateTimeOffset.UnixEpoch);
            else
                reason.ShouldNotBeEmpty();
        });
    }

    private static bool Read(string data, out OutgoingTelegram? message) => OutgoingTelegramJson.TryRead(
        Encoding.UTF8.GetBytes($$"""{"specversion":"1.0","type":"notification.telegram","data":{{data}}}"""), out message, out _);
}
