using System.Collections.Immutable;
using Crm.Actors.Grains.Telegram.Outgoing;
using Crm.Actors.Silo.Telegram.Sending;
using Shouldly;
using Xunit;

namespace Crm.Actors.IntegrationTests.Telegram;

public sealed class FoldingTests
{
    private static readonly Guid Id = new("0192f0c1-0000-7000-8000-00000000abcd");

    [Fact]
    public void Count_Notifications_EndsAtTheFirstOther()
    {
        Folding.Count([Message("a"), Message("b"), Message("c", OutgoingKind.Reply), Message("d")], BotLanguage.English).ShouldBe(2);
        Folding.Count([Message("c", OutgoingKind.Reply), Message("d")], BotLanguage.English).ShouldBe(1);
    }

    [Fact]
    public void Count_LongTexts_EndsAtTheLimit()
    {
        ImmutableArray<OutgoingTelegram> head = [.. Enumerable.Range(0, 5).Select(static _ => Message(new string('x', 1500)))];

        var count = Folding.Count(head, BotLanguage.English);

        count.ShouldBe(2);
        Folding.Render(head[..count], BotLanguage.English).Text.Length.ShouldBeLessThanOrEqualTo(Folding.LongestText);
    }

    [Fact]
    public void Render_Several_NumbersTextsAndButtons()
    {
        var button = new OutgoingButton(new LocalText("Open", "Открыть"), ButtonAction.ShowDeal(Id));

        var rendered = Folding.Render([Message("a"), Message("b") with { Buttons = [button] }], BotLanguage.Russian);

        rendered.Text.ShouldBe("1. a\n\n2. b");
        rendered.Buttons.ShouldHaveSingleItem().Label.ShouldBe("2. Открыть");
    }

    [Fact]
    public void Render_TooLong_IsCutBetweenCharacters()
    {
        var text = Folding.Render([Message(new string('x', 4094) + "😀😀")], BotLanguage.English).Text;

        text.Length.ShouldBeLessThanOrEqualTo(Folding.LongestText);
        text.ShouldEndWith("x…");
    }

    [Fact]
    public void Note_HalfOfTheLastAnswers_IsAFlood()
    {
        var watch = new FloodWatch();

        for (var i = 0; i < 19; i++)
            watch.Note(i % 2 == 0 && i < 18).ShouldBeFalse($"answer {i}");
        watch.Note(isLimited: true).ShouldBeTrue();
        for (var i = 0; i < 2; i++)
            watch.Note(isLimited: false);
        watch.Note(isLimited: false).ShouldBeFalse();
    }

    private static OutgoingTelegram Message(string text, OutgoingKind kind = OutgoingKind.Notification) =>
        new() { Id = Id, Kind = kind, ChatId = 1, Text = LocalText.Same(text) };
}
